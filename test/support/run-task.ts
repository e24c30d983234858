import assert from 'node:assert/strict';
import { Client } from 'pg';
import { readDefinition } from '../../client/src/programs/operations/index.ts';
import { runOperation } from '../../client/src/programs/run-operation.ts';
import type { Outcome, RunSite } from '../../client/src/programs/run-site.ts';
import { reached, story, Watched } from './backup-site.ts';

/** Asks a server on this machine, by a connection for this question alone. */
export async function ask(port: number, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

interface Ran {
  readonly outcome: Outcome;
  readonly watched: Watched;
  readonly story: string;
}

/** Runs tasks with the programs of a site; `succeeds` fails with the whole story unless they are done. */
export function tasksIn(site: RunSite) {
  async function run(definition: object, port?: number, watched = new Watched()): Promise<Ran> {
    const read = readDefinition({ type: 'pg-replication', ...definition });
    if (typeof read === 'string') assert.fail(read);
    const outcome = await runOperation(read, port === undefined ? undefined : reached({ port }), site, watched);
    return { outcome, watched, story: story(outcome, watched) };
  }
  async function succeeds(definition: object, port?: number): Promise<Watched> {
    const { outcome, watched, story: told } = await run(definition, port);
    assert.equal(outcome.ended, 'done', told);
    return watched;
  }
  return { run, succeeds };
}
