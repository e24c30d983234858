import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, type QueryResultRow } from 'pg';
import type { Major } from '../../core/src/catalog/parameter.ts';
import { type Programs, programsOf } from './programs.ts';

const startDeadline = 30_000;
/** PostgreSQL refuses to run as root; then everything runs as this user (nobody). */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;

/** Free settings that make a throw-away server small and quick. */
const testSettings = `
fsync = off
shared_buffers = 16MB
listen_addresses = '127.0.0.1'
log_min_messages = log
logging_collector = off
lc_messages = 'C'
`;

function own(path: string): void {
  if (nobody) chownSync(path, nobody.uid, nobody.gid);
}

function programsOrThrow(major: Major): Programs {
  const programs = programsOf(major);
  if (!programs) throw new Error(`PostgreSQL ${major} is not installed: run "npm ci" in tools/postgres`);
  return programs;
}

/**
 * A new data directory, made by initdb: everybody signs in with `password`, by SCRAM; without one everybody is trusted. The
 * caller removes it.
 */
export function makeDataDirectory(major: Major, password?: string): string {
  const programs = programsOrThrow(major);
  const parent = mkdtempSync(join(tmpdir(), `pg-replication-${major}-`));
  own(parent);
  const data = join(parent, 'data');
  const passwordFile = join(parent, 'password');
  if (password !== undefined) writeServerFile(passwordFile, `${password}\n`);
  const signIn = password === undefined ? ['-A', 'trust'] : ['-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  const run = spawnSync(
    programs.initdb,
    [...programs.initdbArguments, '-D', data, '-U', 'postgres', ...signIn, '-N', '--locale=C', '-E', 'UTF8'],
    { ...nobody, cwd: parent, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } },
  );
  rmSync(passwordFile, { force: true });
  if (run.status !== 0) throw new Error(`initdb ${major}: ${run.stderr}${run.error ?? ''}`);
  return data;
}

/** Writes a file of a data directory so that the server may read it. */
export function writeServerFile(path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600 });
  own(path);
}

/** What the server's own start-up reader says of the configuration in a data directory. */
export interface Reading {
  readonly accepted: boolean;
  /** What it printed: one `LOG:` or `FATAL:` line a problem. */
  readonly log: string;
}

/**
 * Lets `postgres -C` read the configuration: the reader of a real start, with every check hook, but no start. Takes about
 * ten milliseconds. Combinations checked later in a start (`wal_level` against `max_wal_senders`) are not seen.
 */
export function readConfiguration(major: Major, data: string): Reading {
  const run = spawnSync(programsOrThrow(major).postgres, ['-C', 'data_directory', '-D', data], {
    ...nobody,
    encoding: 'utf8',
    cwd: data,
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' },
    maxBuffer: 64 << 20,
  });
  return { accepted: run.status === 0, log: run.stderr };
}

/** A port of 127.0.0.1 that nobody listens on now. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** The outcome of a start: a running server, or the log of the refusal. */
export type Start = { readonly server: PostgresServer } | { readonly refusal: string };

/** One running server in a throw-away data directory. */
export class PostgresServer {
  readonly major: Major;
  readonly data: string;
  readonly port: number;
  readonly #process: ChildProcess;
  #log = '';
  #ended = false;

  private constructor(major: Major, data: string, port: number, process: ChildProcess) {
    this.major = major;
    this.data = data;
    this.port = port;
    this.#process = process;
    process.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      this.#log += chunk;
    });
    // Not at `exit`: what it logged last may still be on its way then.
    process.on('close', () => {
      this.#ended = true;
    });
  }

  /** Everything logged so far. */
  get log(): string {
    return this.#log;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Starts a server in `data` on a free port, or on `at`; waits until it answers or ends. */
  static async tryStart(major: Major, data: string, options: readonly string[] = [], at?: number): Promise<Start> {
    const port = at ?? (await freePort());
    const child = spawn(programsOrThrow(major).postgres, ['-D', data, '-p', String(port), '-k', data, ...options], {
      ...nobody,
      cwd: data,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' },
    });
    const server = new PostgresServer(major, data, port, child);
    const deadline = Date.now() + startDeadline;
    while (!server.#ended && Date.now() < deadline) {
      if (/database system is ready to accept/.test(server.#log)) return { server };
      await delay(15);
    }
    await server.stop();
    return { refusal: server.#log };
  }

  /** A fresh data directory with the settings of a test server and `settings`, started; throws where it does not start. */
  static async start(major: Major, settings = ''): Promise<PostgresServer> {
    const data = makeDataDirectory(major);
    writeServerFile(join(data, 'postgresql.conf'), testSettings + settings);
    const start = await PostgresServer.tryStart(major, data);
    if ('refusal' in start) throw new Error(`PostgreSQL ${major} does not start: ${start.refusal}`);
    return start.server;
  }

  /** A connected client; the caller ends it. */
  async connect(database = 'postgres'): Promise<Client> {
    const client = new Client({ host: '127.0.0.1', port: this.port, user: 'postgres', database });
    await client.connect();
    return client;
  }

  /** One statement in a session of its own. */
  async query<Row extends QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    const client = await this.connect();
    try {
      return (await client.query<Row>(sql, [...values])).rows;
    } finally {
      await client.end();
    }
  }

  /** Asks the postmaster to read its files anew. */
  reload(): void {
    this.#process.kill('SIGHUP');
  }

  /** Ends the server at once, without a checkpoint. */
  async stop(): Promise<void> {
    this.#process.kill('SIGQUIT');
    for (let waited = 0; !this.#ended && waited < 5000; waited += 10) await delay(10);
    if (!this.#ended) this.#process.kill('SIGKILL');
  }

  /** Kills the postmaster and all of its processes, as when the machine dies (Linux); it can be started again. */
  async kill(): Promise<void> {
    for (const pid of [this.#process.pid ?? 0, ...childrenOf(this.#process.pid)]) kill(pid);
    while (!this.#ended) await delay(10);
  }

  /** Ends the server and removes its data directory. */
  async discard(): Promise<void> {
    await this.stop();
    removeDataDirectory(this.data);
  }
}

/** The processes that a process has started and that still run (Linux). */
function childrenOf(parent: number | undefined): readonly number[] {
  const isChild = (pid: number) => {
    try {
      return /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] === String(parent);
    } catch {
      return false;
    }
  };
  return readdirSync('/proc').map(Number).filter(Number.isInteger).filter(isChild);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Removes a data directory and the folder made around it. */
export function removeDataDirectory(data: string): void {
  rmSync(join(data, '..'), { recursive: true, force: true });
}

/** A copy of a stopped server's data directory. */
export function copyDataDirectory(data: string): string {
  const parent = mkdtempSync(join(tmpdir(), 'pg-replication-copy-'));
  own(parent);
  const copy = join(parent, 'data');
  const run = spawnSync('cp', ['-a', '--sparse=always', data, copy]);
  if (run.status !== 0) {
    cpSync(data, copy, { recursive: true });
    for (const path of ['', ...readdirSync(copy, { recursive: true, encoding: 'utf8' })]) own(join(copy, path));
  }
  return copy;
}

/** The text of a server's file; undefined if there is none. */
export function readServerFile(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** A folder inside a data directory, owned by the server's user. */
export function makeServerFolder(path: string): void {
  mkdirSync(path, { recursive: true });
  own(path);
}
