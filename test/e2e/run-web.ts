/** The end-to-end tests of the browser bundle, in VS Code's static web build: extension and server run in web workers. */
import { cp, glob, mkdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { obtainBrowser } from '../../tools/workbench/find-browser.ts';
import { runInBrowser } from '../../tools/workbench/run-in-browser.ts';
import { startStaticWorkbench } from '../../tools/workbench/static-workbench.ts';
import { isInstalled } from '../../tools/workbench/vscode-server.ts';

const root = resolve(import.meta.dirname, '../..');
const out = join(root, 'out/e2e');

async function sampleFiles(): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = {};
  for await (const entry of glob('**/*.*', { cwd: join(root, 'sample') })) {
    const path = relative('.', entry).replaceAll('\\', '/');
    files[`/${path}`] = await readFile(join(root, 'sample', entry), 'utf8');
  }
  return files;
}

/** A worker has no folder to ask for pictures in. */
const noPictures: Plugin = {
  name: 'no-pictures',
  setup({ onLoad }) {
    onLoad({ filter: /\/screenshot\.ts$/ }, () => ({ contents: 'export async function screenshot() {}' }));
  },
};

async function bundle(): Promise<void> {
  const common: BuildOptions = {
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  };
  const memory = join(root, 'test/e2e/memory-files');
  await mkdir(join(out, 'memory-files'), { recursive: true });
  await cp(join(memory, 'package.json'), join(out, 'memory-files/package.json'));
  await build({
    ...common,
    entryPoints: [join(memory, 'memory-files.ts')],
    outfile: join(out, 'memory-files/memory-files.js'),
    define: { SAMPLE_FILES: JSON.stringify(await sampleFiles()) },
  });
  await build({
    ...common,
    entryPoints: [join(root, 'test/e2e/web-suites.ts')],
    outfile: join(out, 'memory-files/web-suites.js'),
    alias: {
      mocha: join(root, 'test/e2e/mocha-in-worker.ts'),
      'node:assert/strict': join(root, 'test/e2e/assert-in-worker.ts'),
    },
    plugins: [noPictures],
    // Without `module` mocha's browser build hangs itself on the global object.
    define: { global: 'globalThis', module: 'undefined', exports: 'undefined' },
  });
}

const browser = isInstalled() ? obtainBrowser() : undefined;
if (browser === undefined) {
  console.log('SKIPPED: end-to-end tests in the web worker. The web workbench or a browser is missing.');
  console.log('         node tools/workbench/install.mjs installs the workbench; CHROMIUM_EXECUTABLE names a browser.');
  if (process.env['CI_NOTHING_SKIPPED']) process.exitCode = 1;
} else {
  console.log('End-to-end tests in a web extension host');
  await bundle();
  const server = await startStaticWorkbench({
    folders: { extension: root, out },
    extensions: ['/extension', '/out/memory-files'],
    // Below an extension: the workbench looks there for the host that is to run them.
    tests: '/out/memory-files/web-suites.js',
    workspace: { scheme: 'pgsample', path: '/' },
  });
  try {
    const screenshots = join(root, 'out/screenshots');
    process.exitCode = await runInBrowser({ browser, address: server.address, screenshots, deadlineSeconds: 300 });
  } finally {
    await server.stop();
  }
}
