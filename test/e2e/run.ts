/**
 * The end-to-end tests, in a desktop VS Code where there is one (`VSCODE_EXECUTABLE`, or one that can be downloaded), else
 * in the web workbench. Exit code 0: all passed, or nothing could be run here and this says so.
 */
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { obtainBrowser } from '../../tools/workbench/find-browser.ts';
import { isInstalled } from '../../tools/workbench/vscode-server.ts';

const root = resolve(import.meta.dirname, '../..');
const launcher = join(root, 'tools/workbench/launch.ts');

async function desktop(): Promise<string | undefined> {
  const named = process.env['VSCODE_EXECUTABLE'];
  if (named) return named;
  if (process.env['E2E_WEB_WORKBENCH']) return undefined;
  const late = AbortSignal.timeout(5000);
  const reachable = await fetch('https://update.code.visualstudio.com/api/releases/stable', { signal: late }).then(
    ({ ok }) => ok,
    () => false,
  );
  return reachable ? downloadAndUnzipVSCode() : undefined;
}

async function editor(): Promise<string | undefined> {
  const found = await desktop().catch(() => undefined);
  if (found) return found;
  return isInstalled() && obtainBrowser() ? launcher : undefined;
}

async function bundleTests(outfile: string): Promise<void> {
  await build({
    entryPoints: [join(root, 'test/e2e/desktop-suites.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

const executable = await editor();
if (executable === undefined) {
  console.log('SKIPPED: end-to-end tests. No VS Code can be had, and the web workbench or a browser is missing.');
  console.log('         node tools/workbench/install.mjs installs the workbench; CHROMIUM_EXECUTABLE names a browser.');
  if (process.env['CI_NOTHING_SKIPPED']) process.exitCode = 1;
} else {
  console.log(`End-to-end tests in ${executable === launcher ? 'the web workbench' : executable}`);
  const tests = join(root, 'out/e2e/desktop-suites.cjs');
  await bundleTests(tests);
  const workspace = await mkdtemp(join(tmpdir(), 'pg-replication-sample-'));
  const screenshots = join(root, 'out/screenshots');
  await rm(screenshots, { recursive: true, force: true });
  await mkdir(screenshots, { recursive: true });
  await cp(join(root, 'sample'), workspace, { recursive: true });
  try {
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: root,
      extensionTestsPath: tests,
      launchArgs: [workspace],
      extensionTestsEnv: executable === launcher ? { E2E_SCREENSHOTS: screenshots } : {},
    });
  } catch (error) {
    console.error(String(error));
    process.exitCode = 1;
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
}
