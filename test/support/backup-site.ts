import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NodeParameters } from '../../client/src/connect/node-parameters.ts';
import { openSession } from '../../client/src/connect/open-session.ts';
import { tryReplication } from '../../client/src/connect/try-replication.ts';
import { ProgramFinder } from '../../client/src/programs/find-programs.ts';
import { type BaseBackupDefinition, baseBackupSchema } from '../../client/src/programs/operations/base-backup.ts';
import { hostProgramWorld, type ProgramWorld } from '../../client/src/programs/program-world.ts';
import type { ProgramProgress } from '../../client/src/programs/progress.ts';
import type { Outcome, ReachedServer, RunHooks, RunSite } from '../../client/src/programs/run-site.ts';

/** Servers and some programs refuse root: everything runs as nobody then. */
export const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;

/** A folder that programs of the tests may write into; the caller removes it. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pg-replication-scratch-'));
  if (nobody) chownSync(folder, nobody.uid, nobody.gid);
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** This machine, with the programs of `folders` besides those of packages. */
export function siteIn(scratch: string, folders: Readonly<Record<string, string>> = {}): RunSite {
  const world: ProgramWorld = {
    ...hostProgramWorld(folders),
    env: { PATH: process.env['PATH'], HOME: scratch },
    temporaryFolder: scratch,
    ...(nobody && { runAs: nobody }),
  };
  return { world, finder: new ProgramFinder(world) };
}

/** How to reach a server of the tests. */
export function parametersOf(server: { readonly port: number }, user = 'postgres'): NodeParameters {
  return {
    key: `127.0.0.1:${server.port}`,
    host: '127.0.0.1',
    hostaddr: undefined,
    port: server.port,
    user,
    database: 'postgres',
    password: undefined,
    passfile: '/nonexistent',
    sslmode: 'disable',
    sslrootcert: undefined,
    sslcert: undefined,
    sslkey: undefined,
    sslcrl: undefined,
    sslsni: true,
    channelBinding: 'prefer',
    connectTimeout: 0,
    options: undefined,
  };
}

/** A server as tasks reach it, without a secret store. */
export function reached(server: { readonly port: number }, user = 'postgres', password?: string): ReachedServer {
  const parameters = parametersOf(server, user);
  return {
    parameters,
    open: (purpose) => openSession(parameters, { purpose, password }),
    password: () => Promise.resolve(password),
    tryReplication: () => tryReplication(parameters, password),
  };
}

/** What a run said. */
export class Watched implements RunHooks {
  readonly lines: string[] = [];
  readonly progress: ProgramProgress[] = [];
  readonly #controller = new AbortController();
  readonly #onProgress: (progress: ProgramProgress, cancel: () => void) => void;

  constructor(onProgress: (progress: ProgramProgress, cancel: () => void) => void = () => {}) {
    this.#onProgress = onProgress;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  onLine(line: string): void {
    this.lines.push(line);
  }

  onProgress(progress: ProgramProgress): void {
    this.progress.push(progress);
    this.#onProgress(progress, () => this.#controller.abort());
  }

  confirm(_question: string): Promise<boolean> {
    return Promise.resolve(true);
  }

  cancel(): void {
    this.#controller.abort();
  }
}

/** The outcome with everything that was said, for the message of an assertion. */
export function story(outcome: Outcome, { lines }: Watched): string {
  return `${JSON.stringify(outcome)}\n${lines.join('\n')}`;
}

/** The definition of a quick base backup. */
export function backupOf(target: string, more: object = {}): BaseBackupDefinition {
  return baseBackupSchema.parse({
    type: 'pg-replication',
    operation: 'basebackup',
    cluster: 'main',
    target,
    checkpoint: 'fast',
    sync: false,
    ...more,
  });
}
