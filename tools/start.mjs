#!/usr/bin/env node
/**
 * `npm start`: installs, builds, and opens the sample workspace with the extension: in the user's own VS Code if the
 * program `code` is there, else in the web workbench, whose address it prints. Runs with any Node.js from 20 on and
 * without a single package, so that it is all a fresh clone needs.
 *
 *   npm start                    as above
 *   npm start -- --web           the web workbench even if there is a VS Code
 *   npm start -- --port 9000     the web workbench on another port (8137)
 *   npm start -- --no-open       do not open a browser
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const sample = join(root, 'sample');
const windows = process.platform === 'win32';
const { values } = parseArgs({
  options: {
    web: { type: 'boolean', default: false },
    port: { type: 'string', default: '8137' },
    'no-open': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

/** @param {string} text */
function say(text) {
  process.stdout.write(`[start] ${text}\n`);
}

/** Runs a program in the repository; ends this one if it fails. */
function run(program, args) {
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    shell: windows && program === 'npm',
  });
  if (status === 0) return;
  say(`failed: ${program} ${args.join(' ')} (${error?.message ?? `exit code ${status}`})`);
  process.exit(1);
}

/** Whether the installed packages are those of the lock file, as far as npm's own note of its last work tells. */
function isInstalled() {
  const note = join(root, 'node_modules', '.package-lock.json');
  return existsSync(note) && statSync(note).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

/** The Node.js that comes with the packages; the sources are TypeScript, which an older one does not run. */
function ownNode() {
  const path = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
  return existsSync(path) ? path : process.execPath;
}

/** The user's VS Code; undefined if there is none on the path. */
function findCode() {
  const names = windows ? ['code.cmd'] : ['code', 'codium'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
}

function install() {
  if (isInstalled()) return say('1/3 the packages are installed');
  say('1/3 installing packages from the npm registry (npm ci, about a minute) ...');
  run('npm', ['ci', '--no-audit', '--no-fund']);
}

function build() {
  say('2/3 building the extension into dist ...');
  run(ownNode(), [join(root, 'tools', 'build.ts')]);
}

function openDesktop(code) {
  say(`3/3 opening ${sample} in ${code}`);
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, sample];
  const { status } = spawnSync(windows ? `"${code}"` : code, args, { stdio: 'inherit', shell: windows });
  process.exitCode = status ?? 1;
}

function openWeb() {
  say('3/3 no VS Code on the path: the web workbench opens the sample in your browser');
  run(process.execPath, [join(root, 'tools', 'workbench', 'install.mjs')]);
  const args = ['--folder', sample, '--port', values.port, ...(values['no-open'] ? ['--no-open'] : [])];
  const served = spawn(ownNode(), [join(root, 'tools', 'workbench', 'serve.ts'), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => served.kill(signal));
  served.on('exit', (code) => {
    process.exitCode = code ?? 0;
  });
}

if (values.help) {
  say('npm start [-- --web] [-- --port 8137] [-- --no-open]: installs, builds, opens the sample workspace');
} else {
  install();
  build();
  const code = values.web ? undefined : findCode();
  if (code) openDesktop(code);
  else openWeb();
}
