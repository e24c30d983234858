import assert from 'node:assert/strict';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { buildTopology } from '../../client/src/live/build-topology.ts';
import { Observer } from '../../client/src/live/observe-server.ts';
import type { Look, SeenServer } from '../../client/src/live/server-look.ts';
import type { ClusterTopology } from '../../client/src/live/topology.ts';
import type { Major } from '../../core/src/catalog/parameter.ts';
import {
  copyDataDirectory,
  makeDataDirectory,
  PostgresServer,
  removeDataDirectory,
  writeServerFile,
} from '../../tools/postgres/postgres-server.ts';
import { installedMajors } from '../../tools/postgres/programs.ts';
import { looksOf, profile, unseenServer } from '../support/looks.ts';
import { open } from '../support/sessions.ts';
import { settled } from './observed-cluster.ts';

const settings = "fsync = off\nshared_buffers = 16MB\nhot_standby = on\nlc_messages = 'C'\n";

type Name = 'p' | 'a' | 'b' | 'c';
const names: readonly Name[] = ['p', 'a', 'b', 'c'];

/** A primary, two standbys of it that give no name, and one below the first: `a` and `b` hang on `p`, `c` on `a`. */
class Cluster {
  readonly #data = new Map<Name, string>();
  readonly #servers = new Map<Name, PostgresServer>();
  readonly #seen = new Map<Name, SeenServer>();
  readonly #major: Major;

  constructor(major: Major) {
    this.#major = major;
    const data = makeDataDirectory(major);
    writeServerFile(join(data, 'postgresql.conf'), settings);
    for (const name of names) this.#data.set(name, name === 'p' ? data : copyDataDirectory(data));
  }

  /** Starts a server, as a standby if it has an upstream. */
  async start(name: Name, upstream?: Name): Promise<void> {
    const data = this.#data.get(name) ?? '';
    if (upstream) {
      const conninfo = `host=127.0.0.1 port=${this.port(upstream)} user=postgres`;
      writeServerFile(join(data, 'postgresql.conf'), `${settings}primary_conninfo = '${conninfo}'\n`);
      writeServerFile(join(data, 'standby.signal'), '');
    }
    const start = await PostgresServer.tryStart(this.#major, data);
    if ('refusal' in start) assert.fail(start.refusal);
    this.#servers.set(name, start.server);
  }

  port(name: Name): number {
    return this.#servers.get(name)?.port ?? 0;
  }

  async stop(name: Name): Promise<void> {
    await this.#servers.get(name)?.stop();
  }

  async promote(name: Name): Promise<void> {
    await this.#servers.get(name)?.query('SELECT pg_promote()');
  }

  /** What all servers say now; one that does not answer is as it was last seen. */
  async look(): Promise<ClusterTopology> {
    const looks = await Promise.all(names.map((name) => this.#lookAt(name)));
    return buildTopology(profile(), looksOf(...looks), new Date());
  }

  async #lookAt(name: Name): Promise<Look> {
    const key = `127.0.0.1:${this.port(name)}`;
    const last = this.#seen.get(name);
    if (this.#servers.get(name)?.ended !== false) return unseenServer({ key: last?.key ?? key, last });
    const session = await open(`host=127.0.0.1 port=${this.port(name)} user=postgres dbname=postgres sslmode=disable`);
    try {
      const seen = await new Observer(key).look(session);
      this.#seen.set(name, seen);
      return seen;
    } finally {
      await session.close();
    }
  }

  /** Looks until the servers are as wanted: `a standby of p`, and so on. */
  async until(...wanted: readonly string[]): Promise<ClusterTopology> {
    const topology = await settled(
      () => this.look(),
      (it) => this.places(it).join() === wanted.join(),
    );
    assert.deepEqual(this.places(topology), wanted);
    return topology;
  }

  /** `a standby of p, fed`: role, upstream, and whether the upstream tells of the stream. */
  places({ servers }: ClusterTopology): readonly string[] {
    const nameOf = (key: string) => names.find((name) => key.endsWith(`:${this.port(name)}`));
    return servers.map(({ key, role, upstream, feed }) => {
      const below = upstream === undefined ? '' : ` of ${nameOf(upstream)}${feed ? ', fed' : ''}`;
      return `${nameOf(key)} ${role}${below}`;
    });
  }

  async discard(): Promise<void> {
    for (const server of this.#servers.values()) await server.stop();
    for (const data of this.#data.values()) removeDataDirectory(data);
  }
}

/** `level kind` of each trouble. */
function kinds({ troubles }: ClusterTopology): readonly string[] {
  return troubles.map(({ level, cause }) => `${level} ${cause.split(' ', 1)[0]}`);
}

async function watchFailover(cluster: Cluster): Promise<void> {
  await cluster.start('p');
  for (const [name, upstream] of [
    ['a', 'p'],
    ['b', 'p'],
    ['c', 'a'],
  ] as const)
    await cluster.start(name, upstream);

  const whole = await cluster.until('p primary', 'a standby of p, fed', 'b standby of p, fed', 'c standby of a, fed');
  assert.deepEqual([kinds(whole), whole.found, whole.level], [[], [], 'ok']);

  await cluster.stop('b');
  const less = await cluster.until('p primary', 'a standby of p, fed', 'b standby of p', 'c standby of a, fed');
  assert.deepEqual(kinds(less), ['warning standbyGone']);

  await cluster.stop('p');
  const headless = await cluster.until('p primary', 'a standby', 'b standby of p', 'c standby of a, fed');
  assert.deepEqual(kinds(headless).toSorted(), ['error primaryGone', 'warning disconnected', 'warning standbyGone']);

  await cluster.promote('a');
  const after = await cluster.until('p primary', 'a primary', 'b standby of p', 'c standby of a, fed');
  assert.deepEqual(kinds(after).toSorted(), ['warning oldPrimaryGone', 'warning standbyGone']);

  await cluster.start('p');
  const split = await settled(
    () => cluster.look(),
    ({ troubles }) => troubles[0]?.cause.startsWith('twoPrimaries') === true,
  );
  assert.match(split.troubles[0]?.message ?? '', /^Two primaries: .*\(timeline 1\) and .*\(timeline 2\) take writes/);
}

suite('the topology of real servers', { concurrency: 1 }, () => {
  for (const major of [12, 18] as const) {
    test(`PostgreSQL ${major}: standbys without names, a cascade, an outage, a failover, a split brain`, async (t) => {
      if (!installedMajors().includes(major))
        return t.skip(`PostgreSQL ${major} is not installed: nothing is looked at`);
      const cluster = new Cluster(major);
      try {
        await watchFailover(cluster);
      } finally {
        await cluster.discard();
      }
    });
  }
});
