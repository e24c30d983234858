import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Major } from '../../core/src/index.ts';
import {
  copyDataDirectory,
  makeDataDirectory,
  PostgresServer,
  removeDataDirectory,
  writeServerFile,
} from '../../tools/postgres/postgres-server.ts';

/** What nobody should take for anything but a name: quotes, braces, an end of a statement, a colour, a new line. */
export const hostile = `a"b'c};{d,e}\\;\u001b[31m\n<b>*x*`;

/** A hostile name that a standby may give itself: the server replaces all but printable ASCII. */
export const hostileStandby = 's "1" {a,b}; --';

export const hostileTable = `public.${hostile}`;

const settings = `
fsync = off
shared_buffers = 16MB
listen_addresses = '127.0.0.1'
lc_messages = 'C'
wal_level = logical
max_wal_senders = 10
max_replication_slots = 10
archive_mode = on
archive_command = 'PGPASSWORD=hunter2 true'
wal_retrieve_retry_interval = 100ms
log_line_prefix = '${hostile.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll('\n', '\\n')}'
`;

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Runs statements one after another in one session. */
export async function runAll(server: PostgresServer, database: string, statements: readonly string[]): Promise<void> {
  const client = await server.connect(database);
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function started(major: Major, data: string): Promise<PostgresServer> {
  const start = await PostgresServer.tryStart(major, data);
  if ('refusal' in start) throw new Error(`PostgreSQL ${major} does not start: ${start.refusal}`);
  return start.server;
}

/**
 * Roles, publications and slots of the primary, and a database that subscribes to it. What is streamed has a plain name:
 * no server can stream a publication whose name has a backslash (its own START_REPLICATION is a syntax error).
 */
async function fill(primary: PostgresServer): Promise<void> {
  const table = `create table ${quoted(hostile)} (id int primary key)`;
  await runAll(primary, 'postgres', [
    'create role poor login',
    'create role watcher login in role pg_monitor',
    'create database subscriber',
    table,
    `create publication ${quoted(hostile)} for table ${quoted(hostile)} with (publish = 'insert, delete')`,
    `create publication streamed for table ${quoted(hostile)}`,
    'create publication everything for all tables',
    "select pg_create_physical_replication_slot('standby_slot', true)",
    "select pg_create_logical_replication_slot('sub_slot', 'pgoutput')",
  ]);
  await runAll(primary, 'subscriber', [
    table,
    `create subscription ${quoted(hostile)}
      connection 'host=127.0.0.1 port=${primary.port} user=postgres dbname=postgres password=hunter2'
      publication streamed with (create_slot = false, slot_name = 'sub_slot')`,
    `create subscription idle connection 'host=/nowhere' publication ${quoted(hostile)}, "b,c"
      with (connect = false, slot_name = NONE)`,
  ]);
}

/** A primary with a physical and a logical slot, a standby of it, and a database on the primary that subscribes to it. */
export interface ObservedCluster {
  readonly primary: PostgresServer;
  readonly standby: PostgresServer;
  discard(): Promise<void>;
}

/** Starts the cluster; all is there at once, streams come a little later. */
export async function startObservedCluster(major: Major): Promise<ObservedCluster> {
  const data = makeDataDirectory(major);
  const copy = copyDataDirectory(data);
  const running: PostgresServer[] = [];
  const discard = async () => {
    for (const server of running) await server.stop();
    removeDataDirectory(data);
    removeDataDirectory(copy);
  };
  try {
    writeServerFile(join(data, 'postgresql.conf'), `${settings}cluster_name = 'first'\n`);
    const primary = await started(major, data);
    running.push(primary);
    await fill(primary);
    writeStandby(major, copy, primary.port);
    const standby = await started(major, copy);
    running.push(standby);
    return { primary, standby, discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

function writeStandby(major: Major, data: string, port: number): void {
  const conninfo = `host=127.0.0.1 port=${port} user=postgres password=hunter2 application_name='${hostileStandby}'`;
  const upstream = `primary_conninfo = '${conninfo.replaceAll("'", "''")}'\nprimary_slot_name = 'standby_slot'\n`;
  const text = `${settings}cluster_name = 'second'\nhot_standby = on\nmax_standby_streaming_delay = 0\n`;
  writeServerFile(join(data, 'postgresql.conf'), major >= 12 ? text + upstream : text);
  if (major >= 12) writeServerFile(join(data, 'standby.signal'), '');
  else {
    const trigger = `trigger_file = '${join(data, 'promote-now')}'\n`;
    writeServerFile(join(data, 'recovery.conf'), `standby_mode = on\n${upstream}${trigger}`);
  }
}

/** Adds to a file of a running server. */
export function addToFile(server: PostgresServer, name: string, text: string): void {
  appendFileSync(join(server.data, name), text);
}

/** Asks again until the answer is as wanted, and returns it; the last answer after ten seconds. */
export async function settled<Value>(ask: () => Promise<Value>, wanted: (value: Value) => boolean): Promise<Value> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const value = await ask();
    if (wanted(value) || performance.now() > deadline) return value;
    await delay(30);
  }
}
