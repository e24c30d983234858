import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { nodeParameters } from '../../client/src/connect/node-parameters.ts';
import { openSession } from '../../client/src/connect/open-session.ts';
import { tryReplication } from '../../client/src/connect/try-replication.ts';
import { hostWorld } from '../../client/src/connect/world.ts';
import { takeBaseBackup } from '../../client/src/programs/base-backup.ts';
import { ProgramFinder } from '../../client/src/programs/find-programs.ts';
import { baseBackupSchema } from '../../client/src/programs/operations/base-backup.ts';
import { hostProgramWorld, type ProgramWorld } from '../../client/src/programs/program-world.ts';
import type { ReachedServer, RunHooks } from '../../client/src/programs/run-site.ts';
import { unprivileged } from '../../client/src/programs/unprivileged.ts';
import { PostgresServer } from '../postgres/postgres-server.ts';
import { median } from './median.ts';

const rounds = 8;
/** Rows of about a kilobyte each that do not shrink. */
const gibibyte = 'CREATE TABLE filler AS SELECT repeat(md5(i::text), 30) AS t FROM generate_series(1, 1050000) AS i';

const nobody = await unprivileged();

function reached({ port }: PostgresServer): ReachedServer {
  const conninfo = `host=127.0.0.1 port=${port} user=postgres dbname=postgres sslmode=disable`;
  const [parameters] = nodeParameters(conninfo, hostWorld());
  if (!parameters) throw new Error('no parameters');
  return {
    parameters,
    open: (purpose) => openSession(parameters, { purpose }),
    password: async () => undefined,
    tryReplication: () => tryReplication(parameters, undefined),
  };
}

const unwatched: RunHooks = {
  signal: new AbortController().signal,
  onLine: () => undefined,
  onProgress: () => undefined,
  confirm: async () => true,
};

export interface BackupTimes {
  /** Milliseconds, medians: the task's flow with its preflight, and the bare program. */
  readonly task: number;
  readonly bare: number;
  readonly bytes: number;
}

/** A base backup by task against bare pg_basebackup with the same options, in turns; undefined: no pg_basebackup here. */
export async function measureBackup(): Promise<BackupTimes | undefined> {
  const scratch = mkdtempSync(join(tmpdir(), 'pg-replication-bench-'));
  if (nobody) chownSync(scratch, nobody.uid, nobody.gid);
  const world: ProgramWorld = { ...hostProgramWorld({}), temporaryFolder: scratch, ...(nobody && { runAs: nobody }) };
  const site = { world, finder: new ProgramFinder(world) };
  const program = await site.finder.find('pg_basebackup', { major: 15, fit: 'atLeast' });
  if (typeof program === 'string') return undefined;
  const server = await PostgresServer.start(15, 'max_wal_size = 4GB\n');
  try {
    await server.query('ALTER DATABASE postgres SET synchronous_commit = off');
    await server.query(gibibyte);
    await server.query('CHECKPOINT');
    const [size] = await server.query<{ bytes: string }>('SELECT pg_database_size(current_database()) AS bytes');
    const target = join(scratch, 'backup');
    const definition = baseBackupSchema.parse({
      type: 'pg-replication',
      operation: 'basebackup',
      cluster: 'bench',
      target,
      checkpoint: 'fast',
    });
    const task = async () => {
      const outcome = await takeBaseBackup(definition, reached(server), site, unwatched);
      if (outcome.ended !== 'done') throw new Error(JSON.stringify(outcome));
    };
    const options = ['-D', target, '-c', 'fast', '-P', '-v', '-w', '-h', '127.0.0.1', '-p', String(server.port)];
    const bare = async () => {
      const run = spawnSync(program.path, [...options, '-U', 'postgres'], { ...nobody, encoding: 'utf8' });
      if (run.status !== 0) throw new Error(run.stderr);
    };
    const times: { readonly task: number[]; readonly bare: number[] } = { task: [], bare: [] };
    // The first round warms caches up and is not counted; then each goes first in turn, so that none finds a tidier disk.
    for (let round = 0; round <= rounds; round++) {
      const order = [['task', task] as const, ['bare', bare] as const];
      for (const [name, run] of round % 2 === 0 ? order : order.toReversed()) {
        const began = performance.now();
        await run();
        if (round > 0) times[name].push(performance.now() - began);
        rmSync(target, { recursive: true, force: true });
        spawnSync('sync');
      }
    }
    return { task: median(times.task), bare: median(times.bare), bytes: Number(size?.bytes) };
  } finally {
    await server.discard();
    rmSync(scratch, { recursive: true, force: true });
  }
}
