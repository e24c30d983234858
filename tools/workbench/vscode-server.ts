import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const main = join(import.meta.dirname, 'node_modules/code-server/lib/vscode/out/server-main.js');

/** Without what a first start would pop up, and without talk to hosts of others. */
const settings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'security.workspace.trust.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
};

export interface VscodeServer {
  /** Like `http://127.0.0.1:8000`. */
  readonly address: string;
  readonly port: number;
  /** Of the server, whose children are the extension hosts. */
  readonly pid: number;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
}

export interface VscodeServerOptions {
  /** Undefined: any free one. */
  readonly port?: number | undefined;
  /** Where installed extensions lie; undefined: nowhere, an empty folder. */
  readonly extensions?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The user's settings besides those of every workbench here. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Whether the web workbench is installed (`node tools/workbench/install.mjs`). */
export function isInstalled(): boolean {
  return existsSync(main);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const address = probe.address();
  await new Promise((closed) => probe.close(closed));
  return typeof address === 'object' && address !== null ? address.port : 8000;
}

async function ready(server: ChildProcess): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Extension host agent listening')) resolve();
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.once('exit', (code) => reject(new Error(`The VS Code server ended with ${code}: ${said}`)));
    server.once('error', reject);
  });
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill();
  const insist = setTimeout(() => server.kill('SIGKILL'), 5000);
  await gone;
  clearTimeout(insist);
}

/** Starts a VS Code server with the web workbench, open to this machine only. */
export async function startVscodeServer(options: VscodeServerOptions = {}): Promise<VscodeServer> {
  const data = await mkdtemp(join(tmpdir(), 'pg-replication-workbench-'));
  for (const folder of ['User', 'Machine']) {
    await mkdir(join(data, folder));
    await writeFile(join(data, folder, 'settings.json'), JSON.stringify({ ...settings, ...options.settings }));
  }
  const port = options.port ?? (await freePort());
  const flags = {
    host: '127.0.0.1',
    port: String(port),
    'user-data-dir': data,
    'server-data-dir': data,
    'extensions-dir': options.extensions ?? join(data, 'extensions'),
    'telemetry-level': 'off',
  };
  const given = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
  const bare = ['--without-connection-token', '--accept-server-license-terms', '--enable-smoke-test-driver'];
  const server = spawn(process.execPath, [main, ...given, ...bare], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  const stop = async () => {
    await end(server);
    await rm(data, { recursive: true, force: true, maxRetries: 3 });
  };
  await ready(server).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { address: `http://127.0.0.1:${port}`, port, pid: server.pid ?? 0, stop };
}

export interface WorkbenchView {
  readonly folder: string;
  readonly extension?: string;
  /** A CommonJS module that exports `run()`. */
  readonly tests?: string;
  /** A file to be shown at first. */
  readonly file?: string;
}

/** The address of a workbench that shows a folder, with an extension in development. */
export function workbenchAddress(
  { address, port }: VscodeServer,
  { folder, extension, tests, file }: WorkbenchView,
): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload = [
    ...(extension === undefined ? [] : [['extensionDevelopmentPath', remote(extension)]]),
    ...(file === undefined ? [] : [['openFile', remote(file)]]),
    ...(tests === undefined ? [] : [['extensionTestsPath', remote(tests)]]),
  ];
  const query = new URLSearchParams({ folder, ...(payload.length > 0 && { payload: JSON.stringify(payload) }) });
  return `${address}/?${query}`;
}
