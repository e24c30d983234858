/**
 * Serves the web workbench with the extension in development to the user's own browser:
 * `node tools/workbench/serve.ts [--folder sample] [--file PATH] [--port 8137] [--no-open]`. Runs until it is interrupted.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startVscodeServer, workbenchAddress } from './vscode-server.ts';

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: 'sample' },
    file: { type: 'string' },
    port: { type: 'string', default: '8137' },
    'no-open': { type: 'boolean', default: false },
  },
});

function openBrowser(address: string): void {
  const programs = { darwin: 'open', win32: 'explorer' };
  const program =
    process.platform === 'darwin' || process.platform === 'win32' ? programs[process.platform] : 'xdg-open';
  spawn(program, [address], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

const server = await startVscodeServer();
const extension = resolve(import.meta.dirname, '../..');
const file = values.file === undefined ? {} : { file: resolve(values.file) };
const location = workbenchAddress(server, { folder: resolve(values.folder), extension, ...file });

// A short address that leads to the long one.
const door = createServer((_, response) => response.writeHead(302, { location }).end());
const close = async () => {
  door.close();
  await server.stop();
  process.exit();
};
process.once('SIGINT', () => void close());
process.once('SIGTERM', () => void close());
door.once('error', (error) => {
  console.error(`Port ${values.port} cannot be used (${error.message}). Name another: npm start -- --port 9000`);
  process.exitCode = 1;
  void server.stop();
});
door.listen(Number(values.port), '127.0.0.1', () => {
  const address = `http://127.0.0.1:${values.port}/`;
  console.log(`\nThe workbench is at ${address}   (Ctrl+C ends it)`);
  if (!values['no-open']) openBrowser(address);
});
