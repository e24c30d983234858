import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { obtainBrowser } from '../workbench/find-browser.ts';
import { isInstalled } from '../workbench/vscode-server.ts';
import { median } from './median.ts';

const root = join(import.meta.dirname, '../..');
const launches = 3;

/** The size of the VSIX in bytes. */
export function measurePackage(folder: string): number {
  const vsix = join(folder, 'pg-replication.vsix');
  const args = ['package', '--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository'];
  execFileSync(join(root, 'node_modules/.bin/vsce'), [...args, '--out', vsix], { cwd: root, stdio: 'ignore' });
  return statSync(vsix).size;
}

/**
 * Milliseconds that VS Code waits for the extension to be active: loading its code, and `activate`. In the editor that
 * `VSCODE_EXECUTABLE` names, else in the web workbench; undefined where there is neither.
 */
export async function measureActivation(folder: string): Promise<number | undefined> {
  const executable =
    process.env['VSCODE_EXECUTABLE'] ??
    (isInstalled() && obtainBrowser() ? join(root, 'tools/workbench/launch.ts') : undefined);
  if (executable === undefined) return undefined;
  const suite = join(root, 'out/activation-suite.cjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'activation-suite.ts')],
    outfile: suite,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
  });
  const workspace = join(folder, 'empty');
  mkdirSync(workspace, { recursive: true });
  const times: number[] = [];
  for (let launch = 0; launch < launches; launch++) {
    const note = join(folder, `activation-${launch}`);
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: root,
      extensionTestsPath: suite,
      launchArgs: [workspace],
      extensionTestsEnv: { ACTIVATION_NOTE: note },
    });
    if (existsSync(note)) times.push(Number(readFileSync(note, 'utf8')));
  }
  return median(times);
}
