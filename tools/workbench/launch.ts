#!/usr/bin/env node
/**
 * Understands the command line of a desktop VS Code as far as @vscode/test-electron uses it, and runs the tests in the web
 * workbench: `launch.ts FOLDER --extensionDevelopmentPath=… --extensionTestsPath=…`. Exit code: that of the tests.
 */
import { obtainBrowser } from './find-browser.ts';
import { runInBrowser } from './run-in-browser.ts';
import { startVscodeServer, workbenchAddress } from './vscode-server.ts';

function flag(name: string): string | undefined {
  return process.argv.find((it) => it.startsWith(`--${name}=`))?.slice(name.length + 3);
}

const folder = process.argv.slice(2).find((it) => !it.startsWith('-'));
const extension = flag('extensionDevelopmentPath');
const tests = flag('extensionTestsPath');
const browser = obtainBrowser();
if (folder === undefined || extension === undefined || tests === undefined) {
  throw new Error('Give a folder, --extensionDevelopmentPath= and --extensionTestsPath=.');
}
if (browser === undefined) throw new Error('There is no Chromium or Chrome here; CHROMIUM_EXECUTABLE may name one.');

const server = await startVscodeServer();
try {
  const address = workbenchAddress(server, { folder, extension, tests });
  const screenshots = process.env['E2E_SCREENSHOTS'];
  process.exitCode = await runInBrowser({ browser, address, screenshots, deadlineSeconds: 240 });
} finally {
  await server.stop();
}
