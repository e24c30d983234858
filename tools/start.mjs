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
 *   npm start -- --no-demo       without the demo cluster
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { installPackages, ownNode, root, run } from './setup.mjs';

const sample = join(root, 'sample');
const first = join(sample, 'primary', 'postgresql.conf');
const windows = process.platform === 'win32';
const { values } = parseArgs({
  options: {
    web: { type: 'boolean', default: false },
    port: { type: 'string', default: '8137' },
    'no-open': { type: 'boolean', default: false },
    'no-demo': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

/** @param {string} text */
function say(text) {
  process.stdout.write(`[start] ${text}\n`);
}

/** Runs a program in the repository; ends this one if it fails. */
async function must(program, ...args) {
  const { status } = await run(program, args);
  if (status === 0) return;
  say(`failed: ${program} ${args.join(' ')} (exit code ${status})`);
  process.exit(1);
}

/** The user's VS Code; undefined if there is none on the path. */
function findCode() {
  const names = windows ? ['code.cmd'] : ['code', 'codium'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
}

/** The environment with which the sidebar starts its demo cluster; without a server it starts none. */
function demoEnvironment() {
  if (values['no-demo']) return process.env;
  const { stdout } = spawnSync(ownNode(), [join(root, 'tools/postgres/one-server.ts')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const folder = stdout.trim().split('\n').at(-1);
  if (!folder) say('no PostgreSQL server for this machine: the demo cluster will use an installed one, if any');
  return { ...process.env, PG_REPLICATION_DEMO: '1', ...(folder && { PG_REPLICATION_DEMO_PROGRAMS: folder }) };
}

function openDesktop(code) {
  say(`3/3 opening ${sample} in ${code}`);
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, sample, first];
  const { status } = spawnSync(windows ? `"${code}"` : code, args, {
    stdio: 'inherit',
    shell: windows,
    env: demoEnvironment(),
  });
  process.exitCode = status ?? 1;
}

async function openWeb() {
  say('3/3 no VS Code on the path: the web workbench opens the sample in your browser');
  await must(process.execPath, join(root, 'tools', 'workbench', 'install.mjs'));
  const args = [
    '--folder',
    sample,
    '--file',
    first,
    '--port',
    values.port,
    ...(values['no-open'] ? ['--no-open'] : []),
  ];
  const served = spawn(ownNode(), [join(root, 'tools', 'workbench', 'serve.ts'), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: demoEnvironment(),
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => served.kill(signal));
  served.on('exit', (code) => {
    process.exitCode = code ?? 0;
  });
}

if (values.help) {
  say(
    'npm start [-- --web] [-- --port 8137] [-- --no-open] [-- --no-demo]: installs, builds, opens the sample workspace',
  );
} else {
  say('1/3 packages');
  if (!(await installPackages())) process.exit(1);
  say('2/3 building the extension into dist ...');
  await must(ownNode(), join(root, 'tools', 'build.ts'));
  const code = values.web ? undefined : findCode();
  if (code) openDesktop(code);
  else await openWeb();
}
