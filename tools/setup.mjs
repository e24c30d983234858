/**
 * What must be there before anything of the project can run. Plain JavaScript: it runs on a machine that has only Node.js
 * (20 or later) and npm.
 */
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const windows = process.platform === 'win32';

/** Whether the installed packages are those of the lock file, as far as npm's own note of its last work tells. */
function isInstalled() {
  const note = join(root, 'node_modules', '.package-lock.json');
  return existsSync(note) && statSync(note).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

/** The Node.js that comes with the packages; the sources are TypeScript, which an older one does not run. */
export function ownNode() {
  const path = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
  return existsSync(path) ? path : process.execPath;
}

/** The programs of the packages come first, our own Node.js among them. */
function environment(more) {
  const programs = join(root, 'node_modules', '.bin');
  return { ...process.env, ...more, PATH: `${programs}${delimiter}${process.env.PATH ?? ''}` };
}

/**
 * Runs a program in the repository, its output shown as it comes. What it printed comes back as `output`.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Record<string, string>} more further environment variables
 * @returns {Promise<{ status: number, output: string }>}
 */
export function run(program, args, more = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: environment(more),
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: windows && !program.endsWith('.exe'),
    });
    let output = '';
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      from.setEncoding('utf8').on('data', (text) => {
        output += text;
        to.write(text);
      });
    }
    child.on('error', (error) => resolve({ status: 1, output: `${output}${error.message}` }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

/**
 * Installs the packages of the lock file where they are missing or older than it. Not by `npm ci`: that refuses a lock file
 * without the packages of every platform, and not every registry serves all of them.
 */
export async function installPackages() {
  if (isInstalled()) {
    console.log('The packages are installed.');
    return true;
  }
  console.log('Installing packages from the npm registry (about a minute) ...');
  const { status } = await run('npm', ['install', '--no-audit', '--no-fund']);
  return status === 0;
}
