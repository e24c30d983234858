import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { ProgramFinder } from '../../../client/src/programs/find-programs.ts';
import { hostProgramWorld, type ProgramWorld } from '../../../client/src/programs/program-world.ts';

const root = mkdtempSync(join(tmpdir(), 'pg-replication-find-'));
after(() => rmSync(root, { recursive: true, force: true }));

/** A program that says its version, in the folder of a machine below `root`. */
function install(machine: string, folder: string, version: string, name = 'pg_basebackup'): void {
  const path = join(root, machine, folder);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, name), `#!/bin/sh\necho "${name} (PostgreSQL) ${version}"\n`);
  chmodSync(join(path, name), 0o755);
}

/** A machine whose `/` is a folder below `root`; what is on the path lies in `/bin`. */
function machineOf(name: string, platform: string, folders: Readonly<Record<string, string>> = {}): ProgramWorld {
  const world = hostProgramWorld(folders);
  const below = (path: string) => join(root, name, path);
  return {
    ...world,
    platform,
    env: { PATH: `/bin:relative` },
    listFolder: (path) => world.listFolder(below(path)),
    isProgram: (path) => world.isProgram(below(path)),
  };
}

/** A finder that runs the programs of such a machine where they really are. */
function finderOf(world: ProgramWorld, name: string): ProgramFinder {
  const inside = (path: string) => (path.startsWith(root) ? path : join(root, name, path));
  return new ProgramFinder({
    ...world,
    env: { PATH: inside('/bin') },
    folders: Object.fromEntries(Object.entries(world.folders).map(([major, path]) => [major, inside(path)])),
    isProgram: (path) => hostProgramWorld({}).isProgram(path),
  });
}

suite('finding programs', { skip: process.platform === 'win32' && 'THESE PROGRAMS ARE SHELL SCRIPTS' }, () => {
  test('the newest that fits is taken, the same major where that is better', async () => {
    install('mixed', 'bin', '14.2');
    install('mixed', 'eighteen', '18.4 (Debian 18.4-1)');
    install('mixed', 'nineteen', '19rc1');
    const folders = { 18: '/eighteen', 19: '/nineteen' };
    const finder = finderOf(machineOf('mixed', 'linux', folders), 'mixed');
    const found = async (major: number, fit: 'atLeast' | 'same', prefersSame = false) => {
      const program = await finder.find('pg_basebackup', { major, fit, prefersSame });
      return typeof program === 'string' ? program : program.major;
    };
    assert.equal(await found(13, 'atLeast'), 19);
    assert.equal(await found(14, 'atLeast', true), 14);
    assert.equal(await found(18, 'atLeast'), 18, 'the setting names the folder for this major');
    assert.equal(await found(14, 'same'), 14);
    assert.match(String(await found(16, 'same')), /^No pg_basebackup 16 was found \(found: 19, 18, 14\): /);
    assert.match(String(await found(20, 'atLeast')), /or name its folder in the setting pgReplication\.programs\.$/);
  });

  test('a program that says nothing, or fails, is none', async () => {
    const folder = join(root, 'odd', 'bin');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'pg_ctl'), '#!/bin/sh\necho "pg_ctl (PostgreSQL) 15.1"; exit 1\n', { mode: 0o755 });
    writeFileSync(join(folder, 'pg_rewind'), 'no program', { mode: 0o755 });
    const finder = finderOf(machineOf('odd', 'linux'), 'odd');
    assert.deepEqual(await finder.all('pg_ctl').then((all) => all.filter(({ path }) => path.startsWith(root))), []);
    assert.deepEqual(await finder.all('pg_rewind').then((all) => all.filter(({ path }) => path.startsWith(root))), []);
  });

  test('the places of packages are looked at, on each platform', async () => {
    const seen: string[] = [];
    const places: readonly (readonly [string, string])[] = [
      ['linux', '/usr/lib/postgresql/17/bin/pg_ctl'],
      ['linux', '/usr/pgsql-16/bin/pg_ctl'],
      ['darwin', '/opt/homebrew/opt/postgresql@17/bin/pg_ctl'],
      ['darwin', '/usr/local/opt/postgresql@15/bin/pg_ctl'],
      ['darwin', '/Applications/Postgres.app/Contents/Versions/18/bin/pg_ctl'],
      ['win32', 'C:\\Program Files\\PostgreSQL\\17\\bin\\pg_ctl.exe'],
    ];
    for (const [platform, path] of places) {
      const separator = platform === 'win32' ? '\\' : '/';
      const asked: string[] = [];
      const finder = new ProgramFinder({
        ...hostProgramWorld({}),
        platform,
        env: { PATH: '', ProgramFiles: 'C:\\Program Files' },
        listFolder: async (folder) => {
          const rest = path.startsWith(folder + separator) ? path.slice(folder.length + 1) : '';
          return rest === '' ? [] : [rest.split(separator)[0] ?? ''];
        },
        isProgram: async (program) => {
          asked.push(program);
          return false;
        },
      });
      await finder.all('pg_ctl');
      assert.ok(asked.includes(path), `${path} is not in ${asked}`);
      seen.push(path);
    }
    assert.equal(seen.length, places.length);
  });

  test('how to install is said for each platform', async () => {
    const how = async (platform: string, etc: readonly string[]) => {
      const world = { ...hostProgramWorld({}), platform, env: {}, listFolder: async () => etc };
      return String(await new ProgramFinder(world).find('pg_basebackup', { major: 17, fit: 'atLeast' }));
    };
    assert.match(await how('linux', ['debian_version']), /apt install postgresql-client-17/);
    assert.match(await how('linux', ['redhat-release']), /dnf install postgresql17 /);
    assert.match(await how('linux', []), /package manager/);
    assert.match(await how('darwin', []), /brew install postgresql@17/);
    assert.match(await how('win32', []), /installer/);
  });
});

test('the machines of these tests were made', () => {
  assert.deepEqual(readdirSync(root).sort(), ['mixed', 'odd']);
});
