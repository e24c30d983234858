import { performance } from 'node:perf_hooks';
import { clusterNodes } from '../../client/src/clusters/cluster-nodes.ts';
import { type NodeParameters, nodeParameters } from '../../client/src/connect/node-parameters.ts';
import { openSession } from '../../client/src/connect/open-session.ts';
import type { ClusterProfile } from '../../client/src/connect/profile.ts';
import { hostWorld } from '../../client/src/connect/world.ts';
import { dashboardView } from '../../client/src/dashboard/dashboard-view.ts';
import { buildTopology } from '../../client/src/live/build-topology.ts';
import { History } from '../../client/src/live/history.ts';
import { type LiveFinding, RememberedFindings } from '../../client/src/live/live-findings.ts';
import { Observer } from '../../client/src/live/observe-server.ts';
import { runLimited } from '../../client/src/live/run-limited.ts';
import type { SeenServer } from '../../client/src/live/server-look.ts';
import type { PostgresServer } from '../postgres/postgres-server.ts';
import { median } from './median.ts';

const rounds = 200;

/** The hosts of one profile: addresses of the loopback network, so that one server plays many. */
export function loopbackConninfo({ port }: PostgresServer, count: number): string {
  const hosts = Array.from({ length: count }, (_, index) => `127.0.0.${index + 1}`);
  return `host=${hosts.join(',')} port=${port} user=postgres dbname=postgres sslmode=disable`;
}

async function timed(rounds: number, run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    await run();
    times.push(performance.now() - began);
  }
  return median(times);
}

export interface LookTimes {
  /** Milliseconds, medians of one session: one look, and `select 1`. */
  readonly look: number;
  readonly selectOne: number;
}

/** A refresh against an idle `select 1`, on the same session. */
export async function measureLook(server: PostgresServer): Promise<LookTimes> {
  const [parameters] = nodeParameters(loopbackConninfo(server, 1), hostWorld());
  if (!parameters) throw new Error('no parameters');
  const session = await openSession(parameters, { purpose: 'observe' });
  try {
    const observer = new Observer(parameters.key);
    const look = () => observer.look(session);
    const selectOne = () => session.run('select 1');
    await timed(20, look);
    await timed(20, selectOne);
    return { look: await timed(rounds, look), selectOne: await timed(rounds, selectOne) };
  } finally {
    await session.close();
  }
}

export interface FleetTimes {
  /** Milliseconds: median of a round over all servers. */
  readonly round: number;
  /** Milliseconds of processor time that the main thread spent without letting others in, at most. */
  readonly longestStall: number;
}

/**
 * The longest turn of the event loop, in processor time of this thread: the servers run on the same two cores here, and the
 * time that they take away from us is not a stall of ours.
 */
function watchTurns(): { stop(): number } {
  let longest = 0;
  let running = true;
  let last = process.threadCpuUsage();
  const turn = () => {
    const now = process.threadCpuUsage();
    longest = Math.max(longest, (now.user + now.system - last.user - last.system) / 1000);
    last = now;
    if (running) setImmediate(turn);
  };
  turn();
  return {
    stop: () => {
      running = false;
      return longest;
    },
  };
}

/** What the sidebar makes of new looks, in the turns in which it does: topology, history, rules, the tree and the dashboard. */
class Sidebar {
  readonly #profile: ClusterProfile;
  readonly #history = new History();
  readonly #remembered = new RememberedFindings();

  constructor(profile: ClusterProfile) {
    this.#profile = profile;
  }

  async take(looks: ReadonlyMap<string, SeenServer>): Promise<void> {
    const now = new Date();
    const { name } = this.#profile;
    const topology = buildTopology(this.#profile, looks, now);
    this.#history.add(topology, now);
    const found = new Map<string, readonly LiveFinding[]>();
    for (const [key, seen] of looks) {
      await new Promise((next) => setImmediate(next));
      found.set(key, await this.#remembered.of(name, seen));
    }
    const cluster = { profile: this.#profile, connected: true, topology };
    const findings = () => (server: { readonly key: string }) => found.get(server.key) ?? [];
    JSON.stringify(clusterNodes([cluster], { findings, tasks: [], now }));
    await new Promise((next) => setImmediate(next));
    JSON.stringify(dashboardView(cluster, this.#history.read(now)));
  }
}

/** Many servers refreshed at the same time from one process, with all that the sidebar does then. */
export async function measureFleet(server: PostgresServer, count: number): Promise<FleetTimes> {
  const conninfo = loopbackConninfo(server, count);
  const nodes: readonly NodeParameters[] = nodeParameters(conninfo, hostWorld());
  const watched = await Promise.all(
    nodes.map(async (node) => ({
      session: await openSession(node, { purpose: 'observe' }),
      observer: new Observer(node.key),
    })),
  );
  const sidebar = new Sidebar({ name: 'many', conninfo, allowManagement: false, production: false });
  const refresh = async () => {
    const looks = new Map<string, SeenServer>();
    const all = watched.map(({ observer, session }) => async () => {
      const look = await observer.look(session);
      looks.set(look.key, look);
    });
    await runLimited(16, all);
    await sidebar.take(looks);
  };
  try {
    const turns = watchTurns();
    const round = await timed(23, refresh);
    return { round, longestStall: turns.stop() };
  } finally {
    await Promise.all(watched.map(({ session }) => session.close()));
  }
}
