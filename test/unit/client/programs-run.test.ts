import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after, suite, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { lendPassfile, passfileText } from '../../../client/src/programs/passfile-on-loan.ts';
import { hostProgramWorld } from '../../../client/src/programs/program-world.ts';
import { LineCutter, runProgram } from '../../../client/src/programs/run-program.ts';
import { folderBefore, restoreFolder } from '../../../client/src/programs/target-folder.ts';
import { parametersOf } from '../../support/backup-site.ts';

const scratch = mkdtempSync(join(tmpdir(), 'pg-replication-run-'));
after(() => rmSync(scratch, { recursive: true, force: true }));
const world = { ...hostProgramWorld({}), temporaryFolder: scratch, env: { ...process.env, PGPASSWORD: 'hunter2' } };
const needsShell = process.platform === 'win32' && 'THESE PROGRAMS ARE SHELL SCRIPTS';

function shell(script: string) {
  return { program: '/bin/sh', arguments: ['-c', script] };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

async function waitForLine(lines: readonly string[]): Promise<string> {
  for (let tries = 0; tries < 500 && lines.length === 0; tries++) await delay(10);
  return lines[0] ?? '';
}

suite('running a program', { skip: needsShell }, () => {
  test('lines end with carriage returns too, and a last one without any end is a line', async () => {
    const lines: string[] = [];
    const script = "printf '1/2 kB\\r2/2 kB\\r\\ndone'";
    const end = await runProgram(world, { ...shell(script), onLine: (line) => lines.push(line) });
    assert.deepEqual(lines, ['1/2 kB', '2/2 kB', 'done']);
    assert.deepEqual(end, { code: 0, cancelled: false, lines });
  });

  test('a line that comes in pieces is one, however it is cut', () => {
    const text = 'one\r\ntwo\rthree\nfour';
    for (let cut = 0; cut <= text.length; cut++) {
      const lines: string[] = [];
      const cutter = new LineCutter((line) => lines.push(line));
      cutter.add(text.slice(0, cut));
      cutter.add(text.slice(cut));
      cutter.end();
      assert.deepEqual(lines, ['one', 'two', 'three', 'four']);
    }
  });

  test('nothing of our environment that names a server or a password is passed on', async () => {
    const { lines } = await runProgram(world, { ...shell('env'), env: { PGPASSFILE: '/lent' } });
    const names = lines.filter((line) => line.startsWith('PG'));
    assert.deepEqual(names, ['PGPASSFILE=/lent']);
    assert.ok(lines.includes('LC_ALL=C'));
  });

  test('a cancel ends children that their parent does not wait for', async () => {
    const lines: string[] = [];
    const controller = new AbortController();
    // As pg_basebackup: the parent dies of the signal at once, its child would live on.
    const running = runProgram(world, {
      ...shell("(trap '' INT; echo $$; exec sleep 600) & wait"),
      signal: controller.signal,
      onLine: (line) => lines.push(line),
    });
    const pid = Number(await waitForLine(lines));
    controller.abort();
    const end = await running;
    assert.deepEqual([end.cancelled, end.code === 0], [true, false]);
    assert.equal(isAlive(pid), false);
  });

  test('who does not heed the interrupt is killed when the grace is over', async () => {
    const lines: string[] = [];
    const controller = new AbortController();
    const running = runProgram(world, {
      ...shell("trap '' INT; echo $$; while :; do sleep 1; done"),
      signal: controller.signal,
      grace: 100,
      onLine: (line) => lines.push(line),
    });
    const pid = Number(await waitForLine(lines));
    controller.abort();
    assert.equal((await running).code, undefined);
    assert.equal(isAlive(pid), false);
  });

  test('a program that cannot start is an end with a reason', async () => {
    const end = await runProgram(world, { program: join(scratch, 'nothing'), arguments: [] });
    assert.equal(end.code, undefined);
    assert.match(end.lines.join(), /ENOENT/);
    const signal = AbortSignal.abort();
    assert.deepEqual(await runProgram(world, { ...shell('exit 0'), signal }), {
      code: undefined,
      cancelled: true,
      lines: [],
    });
  });
});

suite('a passfile on loan', () => {
  test('escapes what separates its fields', () => {
    const server = { ...parametersOf({ port: 5432 }, 'a:b\\c'), host: 'fe80::1' };
    assert.equal(passfileText(server, 'p:w\\'), 'fe80\\:\\:1:5432:*:a\\:b\\\\c:p\\:w\\\\\n');
    const socket = { ...server, host: '/var/run/postgresql', user: 'u' };
    assert.equal(passfileText(socket, 'x'), '/var/run/postgresql:5432:*:u:x\nlocalhost:5432:*:u:x\n');
  });

  test('is for one user only, and gone when it is given back', async () => {
    const lent = await lendPassfile(world, parametersOf({ port: 5432 }), 'secret');
    assert.equal(readFileSync(lent.path, 'utf8'), '127.0.0.1:5432:*:postgres:secret\n');
    if (process.platform !== 'win32') {
      assert.equal(statSync(lent.path).mode & 0o777, 0o600);
      assert.equal(statSync(dirname(lent.path)).mode & 0o777, 0o700);
    }
    await lent.giveBack();
    await lent.giveBack();
    assert.equal(existsSync(dirname(lent.path)), false);
  });

  test('cannot hold a password of two lines', async () => {
    await assert.rejects(lendPassfile(world, parametersOf({ port: 5432 }), 'a\nb'), /line break/);
    assert.deepEqual(
      readdirSync(scratch).filter((name) => name.includes('pass')),
      [],
    );
  });
});

suite('putting a folder back', () => {
  test('that was absent takes the folders above with it that were made for it', async () => {
    const path = join(scratch, 'new', 'deeper', 'target');
    const before = await folderBefore(path);
    assert.deepEqual(before, { path, state: 'absent', parent: scratch });
    mkdirSync(join(path, 'base'), { recursive: true });
    writeFileSync(join(path, 'base', 'file'), '');
    await restoreFolder(before);
    assert.equal(existsSync(join(scratch, 'new')), false);
  });

  test('leaves what others put beside it', async () => {
    const path = join(scratch, 'shared', 'target');
    const before = await folderBefore(path);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(scratch, 'shared', 'theirs'), '');
    await restoreFolder(before);
    assert.deepEqual(readdirSync(join(scratch, 'shared')), ['theirs']);
  });

  test('that was empty keeps the folder, and follows no link', async () => {
    const path = join(scratch, 'empty');
    const apart = join(scratch, 'apart');
    for (const folder of [path, apart]) mkdirSync(folder);
    writeFileSync(join(apart, 'kept'), '');
    const before = await folderBefore(path);
    assert.equal(before.state, 'empty');
    symlinkSync(apart, join(path, 'link'));
    await restoreFolder(before);
    assert.deepEqual([readdirSync(path), readdirSync(apart)], [[], ['kept']]);
  });

  test('that had something in it, or is a file, changes nothing', async () => {
    const path = join(scratch, 'full');
    mkdirSync(path);
    writeFileSync(join(path, 'mine'), '');
    for (const place of [path, join(path, 'mine')]) {
      const before = await folderBefore(place);
      assert.equal(before.state, 'other', basename(place));
      await restoreFolder(before);
    }
    assert.deepEqual(readdirSync(path), ['mine']);
  });
});
