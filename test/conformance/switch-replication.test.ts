import assert from 'node:assert/strict';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { planSwitch, type SwitchRequest } from '../../core/src/actions/switch-replication.ts';
import { type Major, majors } from '../../core/src/catalog/parameter.ts';
import { applyEdits } from '../../core/src/lint/apply-edits.ts';
import {
  copyDataDirectory,
  makeDataDirectory,
  PostgresServer,
  removeDataDirectory,
  writeServerFile,
} from '../../tools/postgres/postgres-server.ts';
import { installedMajors } from '../../tools/postgres/programs.ts';
import { readAll } from '../support/switches.ts';

const common = "fsync = off\nshared_buffers = 16MB\nlisten_addresses = '127.0.0.1'\nautovacuum = off\n";

/** A primary and two standbys that call themselves walreceiver; `PORT` stands for the primary's. */
function asynchronousSetup(major: Major): ReadonlyMap<string, string> {
  const texts = new Map([['primary/postgresql.conf', `${common}synchronous_commit = local\n`]]);
  const conninfos = {
    s1: "'postgresql://postgres@127.0.0.1:PORT/?sslmode=prefer'",
    s2: "'host=127.0.0.1 port=PORT user=''postgres'''",
  };
  for (const [name, conninfo] of Object.entries(conninfos)) {
    texts.set(`${name}/postgresql.conf`, `${common}hot_standby = on\n`);
    if (major >= 12) {
      texts.set(`${name}/standby.signal`, '');
      texts.set(`${name}/postgresql.auto.conf`, `primary_conninfo = ${conninfo}\n`);
    } else texts.set(`${name}/recovery.conf`, `standby_mode = on\nprimary_conninfo = ${conninfo}\n`);
  }
  return texts;
}

async function switched(texts: ReadonlyMap<string, string>, request: SwitchRequest, major: Major) {
  const servers = await readAll(texts, major);
  const primary = servers.find(({ folder }) => folder === 'primary');
  assert.ok(primary);
  const plan = planSwitch(primary, servers, request);
  const after = new Map(texts);
  for (const [uri, text] of applyEdits(
    texts,
    plan.changes.map(({ edit }) => edit),
  ))
    after.set(uri, text ?? '');
  return after;
}

/** Writes the files of one server into its data directory. */
function write(texts: ReadonlyMap<string, string>, folder: string, data: string, port: number): void {
  for (const [path, text] of texts) {
    if (path.startsWith(`${folder}/`))
      writeServerFile(join(data, path.slice(folder.length + 1)), text.replace('PORT', `${port}`));
  }
}

async function start(major: Major, data: string): Promise<PostgresServer> {
  const started = await PostgresServer.tryStart(major, data);
  if ('refusal' in started) throw new Error(started.refusal);
  return started.server;
}

async function statesOf(primary: PostgresServer): Promise<Readonly<Record<string, string>>> {
  const rows = await primary.query<{ application_name: string; sync_state: string }>(
    "select application_name, sync_state from pg_stat_replication where state = 'streaming' order by 1",
  );
  return Object.fromEntries(rows.map((row) => [row.application_name, row.sync_state]));
}

const deadline = 30_000;

/** Asks until the standbys are in these states; after the deadline they must be. */
async function becomes(primary: PostgresServer, expected: Readonly<Record<string, string>>): Promise<void> {
  const end = performance.now() + deadline;
  let states = await statesOf(primary);
  while (!isDeepStrictEqual(states, expected) && performance.now() < end) {
    await delay(50);
    states = await statesOf(primary);
  }
  assert.deepEqual(states, expected);
}

const any: SwitchRequest = { mode: 'synchronous', method: 'ANY', count: 1, standbys: ['s1', 's2'] };
const first: SwitchRequest = { mode: 'synchronous', method: 'FIRST', count: 1, standbys: ['s2', 's1'] };

async function proveSwitches(major: Major): Promise<void> {
  const fresh = makeDataDirectory(major);
  const data = new Map(['primary', 's1', 's2'].map((name) => [name, copyDataDirectory(fresh)]));
  const running: PostgresServer[] = [];
  try {
    const texts = await switched(asynchronousSetup(major), any, major);
    const run = async (name: string) => {
      const folder = data.get(name) ?? '';
      write(texts, name, folder, running[0]?.port ?? 0);
      const server = await start(major, folder);
      running.push(server);
      return server;
    };
    const primary = await run('primary');
    await run('s1');
    await run('s2');
    await becomes(primary, { s1: 'quorum', s2: 'quorum' });
    await primary.query('create table waited_for (id int)');

    const reload = async (request: SwitchRequest) => {
      write(await switched(texts, request, major), 'primary', data.get('primary') ?? '', 0);
      primary.reload();
    };
    await reload(first);
    await becomes(primary, { s1: 'potential', s2: 'sync' });
    await reload({ mode: 'asynchronous' });
    await becomes(primary, { s1: 'async', s2: 'async' });
  } finally {
    for (const server of running) await server.stop();
    for (const folder of [fresh, ...data.values()]) removeDataDirectory(folder);
  }
}

suite('switched set-ups on real servers', () => {
  const installed = installedMajors();
  for (const major of majors) {
    test(`PostgreSQL ${major}`, async (t) => {
      if (!installed.includes(major)) return t.skip(`PostgreSQL ${major} is not installed: switching is not proved`);
      await proveSwitches(major);
    });
  }
});
