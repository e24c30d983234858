import { performance } from 'node:perf_hooks';
import { type NodeParameters, nodeParameters } from '../../client/src/connect/node-parameters.ts';
import { openSession } from '../../client/src/connect/open-session.ts';
import { hostWorld } from '../../client/src/connect/world.ts';
import { buildTopology } from '../../client/src/live/build-topology.ts';
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

/** Many servers refreshed at the same time from one process, topology included, as the sidebar does it. */
export async function measureFleet(server: PostgresServer, count: number): Promise<FleetTimes> {
  const conninfo = loopbackConninfo(server, count);
  const nodes: readonly NodeParameters[] = nodeParameters(conninfo, hostWorld());
  const watched = await Promise.all(
    nodes.map(async (node) => ({
      session: await openSession(node, { purpose: 'observe' }),
      observer: new Observer(node.key),
    })),
  );
  const profile = { name: 'many', conninfo, allowManagement: false, production: false };
  const refresh = async () => {
    const looks = new Map<string, SeenServer>();
    const all = watched.map(({ observer, session }) => async () => {
      const look = await observer.look(session);
      looks.set(look.key, look);
    });
    await runLimited(16, all);
    buildTopology(profile, new Map(looks), new Date());
  };
  try {
    await timed(3, refresh);
    const turns = watchTurns();
    const round = await timed(20, refresh);
    return { round, longestStall: turns.stop() };
  } finally {
    await Promise.all(watched.map(({ session }) => session.close()));
  }
}
