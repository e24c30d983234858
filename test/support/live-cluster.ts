import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client, type QueryResultRow } from 'pg';
import type { Major } from '../../core/src/catalog/parameter.ts';
import {
  copyDataDirectory,
  freePort,
  makeDataDirectory,
  PostgresServer,
  removeDataDirectory,
  writeServerFile,
} from '../../tools/postgres/postgres-server.ts';
import { eventually } from './eventually.ts';

/** The servers by what they are at first; each has that as its application_name, cluster_name and slot. */
export type ServerName = 'primary' | 'sync' | 'async' | 'cascade';

/** What a cluster is to be. */
export interface LiveClusterWishes {
  /** With a further standby, which streams from `async`. */
  readonly cascade?: boolean;
  /** What everybody signs in with, by SCRAM; undefined: nobody needs a password. */
  readonly password?: string;
  /** Lines of postgresql.conf for every server. */
  readonly settings?: string;
}

/** Rows that somebody inserts one by one, as fast as they are committed. */
export interface Load {
  /** Rows whose commit was confirmed. */
  readonly inserted: number;
  /** Ends it; returns how many commits were confirmed. */
  stop(): Promise<number>;
}

const settings = `
fsync = off
shared_buffers = 16MB
listen_addresses = '127.0.0.1'
lc_messages = 'C'
hot_standby = on
max_wal_senders = 10
max_replication_slots = 10
wal_retrieve_retry_interval = 100ms
`;
const upstreams = { sync: 'primary', async: 'primary', cascade: 'async' } as const;
const streamDeadline = 20_000;
/** Where a server is: a standby at what it has replayed. */
const ownLsn = 'CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END';

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A primary with a synchronous and an asynchronous standby, all real; each keeps its port for good. */
export class LiveCluster {
  readonly major: Major;
  readonly names: readonly ServerName[];
  readonly #wishes: LiveClusterWishes;
  readonly #data = new Map<ServerName, string>();
  readonly #ports = new Map<ServerName, number>();
  readonly #servers = new Map<ServerName, PostgresServer>();

  private constructor(major: Major, wishes: LiveClusterWishes) {
    this.major = major;
    this.names = ['primary', 'sync', 'async', ...(wishes.cascade ? (['cascade'] as const) : [])];
    this.#wishes = wishes;
  }

  /** Starts all of it and waits until every standby streams. The caller discards it. */
  static async start(major: Major, wishes: LiveClusterWishes = {}): Promise<LiveCluster> {
    const cluster = new LiveCluster(major, wishes);
    try {
      await cluster.#make();
      return cluster;
    } catch (error) {
      await cluster.discard();
      throw error;
    }
  }

  port(name: ServerName): number {
    return this.#ports.get(name) ?? 0;
  }

  ports(...names: readonly ServerName[]): readonly number[] {
    return names.map((name) => this.port(name));
  }

  /** The data directory of a server. */
  data(name: ServerName): string {
    return this.#data.get(name) ?? '';
  }

  /** The server as it runs, or ran last. */
  server(name: ServerName): PostgresServer {
    const server = this.#servers.get(name);
    if (!server) throw new Error(`${name} has not been started`);
    return server;
  }

  /** How clients reach some of the servers; no password is in it. */
  conninfo(...names: readonly ServerName[]): string {
    const hosts = names.map(() => '127.0.0.1').join(',');
    const ports = names.map((name) => this.port(name)).join(',');
    return `host=${hosts} port=${ports} user=postgres dbname=postgres sslmode=disable`;
  }

  /** Statements of one session; returns the rows of the last. */
  async query<Row extends QueryResultRow>(name: ServerName, ...statements: readonly string[]): Promise<readonly Row[]> {
    const client = await this.#connect(name);
    try {
      let rows: readonly Row[] = [];
      for (const statement of statements) rows = (await client.query<Row>(statement)).rows;
      return rows;
    } finally {
      await client.end();
    }
  }

  /** Starts a server again, on its port. */
  async start(name: ServerName): Promise<void> {
    const start = await PostgresServer.tryStart(this.major, this.data(name), [], this.port(name));
    if ('refusal' in start) throw new Error(`${name} (PostgreSQL ${this.major}) does not start: ${start.refusal}`);
    this.#servers.set(name, start.server);
  }

  /** Ends a server at once. */
  async stop(name: ServerName): Promise<void> {
    await this.server(name).stop();
  }

  /** Kills a server with all of its processes. */
  async kill(name: ServerName): Promise<void> {
    await this.server(name).kill();
  }

  async restart(name: ServerName): Promise<void> {
    await this.stop(name);
    await this.start(name);
  }

  /** Makes a standby a primary, as pg_ctl does it in every major, and waits until it is one. */
  async promote(name: ServerName): Promise<void> {
    const data = this.data(name);
    writeServerFile(join(data, 'promote'), '');
    process.kill(Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGUSR1');
    await eventually(async () => {
      const [row] = await this.query<{ standby: boolean }>(name, 'SELECT pg_is_in_recovery() AS standby');
      return row?.standby === false || undefined;
    }, streamDeadline);
  }

  /** Waits until a server's standbys are these, stream, and have replayed what it has now. */
  async streams(upstream: ServerName, ...standbys: readonly ServerName[]): Promise<void> {
    const [now] = await this.query<{ lsn: string }>(upstream, `SELECT ${ownLsn} AS lsn`);
    const caughtUp = `state = 'streaming' AND replay_lsn >= '${now?.lsn}'`;
    const question = `SELECT application_name AS name FROM pg_stat_replication WHERE ${caughtUp} ORDER BY 1`;
    const wanted = standbys.toSorted().join();
    await eventually(async () => {
      const rows = await this.query<{ name: string }>(upstream, question);
      return rows.map(({ name }) => name).join() === wanted || undefined;
    }, streamDeadline);
  }

  /** Inserts into table `load` of a primary until it is stopped, or the server ends. */
  async load(name: ServerName = 'primary'): Promise<Load> {
    const client = await this.#connect(name);
    client.on('error', () => undefined);
    let inserted = 0;
    let goesOn = true;
    const work = async () => {
      try {
        for (; goesOn; inserted++) await client.query('INSERT INTO load DEFAULT VALUES');
      } catch {
        // Its server is gone: that is what some tests do.
      }
      await client.end().catch(() => undefined);
    };
    const done = work();
    const stop = async () => {
      goesOn = false;
      await done;
      return inserted;
    };
    return {
      get inserted() {
        return inserted;
      },
      stop,
    };
  }

  /** Ends all servers and removes what they wrote. */
  async discard(): Promise<void> {
    await Promise.all([...this.#servers.values()].map((server) => server.stop()));
    for (const data of this.#data.values()) removeDataDirectory(data);
  }

  async #make(): Promise<void> {
    const first = makeDataDirectory(this.major, this.#wishes.password);
    for (const name of this.names) {
      this.#data.set(name, name === 'primary' ? first : copyDataDirectory(first));
      this.#ports.set(name, await freePort());
    }
    for (const name of this.names) this.#configure(name);
    await this.start('primary');
    await this.query(
      'primary',
      // Nobody could confirm a commit yet.
      'SET synchronous_commit = local',
      'CREATE TABLE load (id bigserial PRIMARY KEY, at timestamptz DEFAULT now())',
      "SELECT pg_create_physical_replication_slot('sync', true), pg_create_physical_replication_slot('async', true)",
    );
    await this.start('sync');
    await this.start('async');
    await this.streams('primary', 'sync', 'async');
    if (!this.#wishes.cascade) return;
    await this.query('async', "SELECT pg_create_physical_replication_slot('cascade', true)");
    await this.start('cascade');
    await this.streams('async', 'cascade');
  }

  #configure(name: ServerName): void {
    const data = this.data(name);
    const own = `${settings}${this.#wishes.settings ?? ''}\ncluster_name = '${name}'\n`;
    const conf = join(data, 'postgresql.conf');
    if (name === 'primary') {
      writeServerFile(conf, `${own}synchronous_standby_names = 'FIRST 1 (sync)'\n`);
      return;
    }
    const upstream = this.#upstream(name, upstreams[name]);
    writeServerFile(conf, this.major >= 12 ? own + upstream : own);
    if (this.major >= 12) writeServerFile(join(data, 'standby.signal'), '');
    else writeServerFile(join(data, 'recovery.conf'), `standby_mode = on\n${upstream}`);
  }

  #upstream(name: ServerName, upstream: ServerName): string {
    const passfile = join(dirname(this.data(name)), 'passfile');
    const { password } = this.#wishes;
    if (password !== undefined) writeServerFile(passfile, `*:*:*:*:${password.replace(/[\\:]/g, String.raw`\$&`)}\n`);
    const conninfo = `host=127.0.0.1 port=${this.port(upstream)} user=postgres application_name=${name} passfile=${passfile}`;
    return `primary_conninfo = ${quoted(conninfo)}\nprimary_slot_name = '${name}'\nrecovery_target_timeline = 'latest'\n`;
  }

  async #connect(name: ServerName): Promise<Client> {
    const { password } = this.#wishes;
    const to = { host: '127.0.0.1', port: this.port(name), user: 'postgres', database: 'postgres' };
    const client = new Client({ ...to, ...(password !== undefined && { password }) });
    await client.connect();
    return client;
  }
}
