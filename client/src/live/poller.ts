import type { NodeParameters } from '../connect/node-parameters.ts';
import type { ClusterProfile, ServerKey } from '../connect/profile.ts';
import { buildTopology } from './build-topology.ts';
import { runLimited } from './run-limited.ts';
import type { Look } from './server-look.ts';
import type { ClusterState, ClusterTopology } from './topology.ts';
import { type OpenSession, WatchedServer } from './watched-server.ts';

/** Milliseconds after which a round is shown without the servers that have not answered. */
const roundDeadline = 3000;
/** Milliseconds that sessions outlive the last view: switching between views does not close them. */
const grace = 1000;
/** Looks of one cluster under way at the same time: kind to the network and to the main thread. */
const mostAtOnce = 16;
/** Every so many rounds what changes with a reload only is read anew: files on disk change without one. */
const fullEvery = 12;

/** What a poller needs of the world. */
export interface PollerWorld {
  readonly profiles: readonly ClusterProfile[];
  servers(profile: ClusterProfile): readonly NodeParameters[];
  readonly open: OpenSession;
  /** Milliseconds between two rounds. */
  interval(): number;
  /** Takes an error that nobody waits for. */
  report(error: unknown): void;
  /** For tests; else the class that looks with an `Observer`. */
  readonly watch?: (server: NodeParameters, open: OpenSession) => WatchedServer;
}

interface ConnectedCluster {
  profile: ClusterProfile;
  readonly servers: readonly WatchedServer[];
  rounds: number;
  topology: ClusterTopology | undefined;
}

function looksOf({ servers }: ConnectedCluster): ReadonlyMap<ServerKey, Look> {
  return new Map(servers.flatMap(({ parameters, newest }) => (newest ? [[parameters.key, newest] as const] : [])));
}

/** Looks at all connected clusters while somebody watches, and says when there is something new. Never throws late. */
export class Poller {
  readonly #world: PollerWorld;
  readonly #changed: (cluster: string | undefined) => void;
  readonly #connected = new Map<string, ConnectedCluster>();
  #watchers = 0;
  #timer: NodeJS.Timeout | undefined;
  #closing: NodeJS.Timeout | undefined;

  /** `changed` is called after each look, and with undefined when clusters come or go. */
  constructor(world: PollerWorld, changed: (cluster: string | undefined) => void) {
    this.#world = world;
    this.#changed = changed;
  }

  get clusters(): readonly ClusterState[] {
    return this.#world.profiles.map((profile) => this.#stateOf(profile));
  }

  get(cluster: string): ClusterState | undefined {
    const profile = this.#world.profiles.find(({ name }) => name === cluster);
    return profile && this.#stateOf(profile);
  }

  /** Connects and takes the first look, asking for passwords; resolves when that is over. Throws for a bad conninfo. */
  async connect(cluster: string): Promise<void> {
    const profile = this.#world.profiles.find(({ name }) => name === cluster);
    if (!profile) return;
    const present = this.#connected.get(cluster);
    const watch = this.#world.watch ?? ((server, open) => new WatchedServer(server, open));
    const servers = present?.servers ?? this.#world.servers(profile).map((server) => watch(server, this.#world.open));
    const connected = present ?? { profile, servers, rounds: 0, topology: undefined };
    this.#connected.set(cluster, connected);
    this.#changed(undefined);
    await this.#round(connected, { ask: true, manual: true });
    if (this.#watchers === 0) this.#closeSoon();
    else this.#schedule();
  }

  /** Closes the sessions and forgets what was seen. */
  async disconnect(cluster: string): Promise<void> {
    const connected = this.#connected.get(cluster);
    if (!connected) return;
    this.#connected.delete(cluster);
    await closeAll(connected);
    this.#changed(undefined);
  }

  /** Looks now at one cluster, or all; also at servers that failed a moment ago. */
  async refresh(cluster?: string): Promise<void> {
    const wanted = [...this.#connected.values()].filter(
      ({ profile }) => cluster === undefined || profile.name === cluster,
    );
    await Promise.all(wanted.map((it) => this.#round(it, { ask: false, manual: true })));
    if (this.#watchers === 0) this.#closeSoon();
  }

  /** Watches until the returned function is called; the second call of it does nothing. */
  watch(): () => void {
    this.#watchers++;
    clearTimeout(this.#closing);
    if (this.#watchers === 1) this.#schedule(0);
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.#watchers--;
      if (this.#watchers === 0) this.#closeSoon();
    };
  }

  /** Takes the profiles as they are now: a cluster that is gone or reached another way is disconnected. */
  async profilesChanged(): Promise<void> {
    for (const connected of [...this.#connected.values()]) {
      const { name, conninfo } = connected.profile;
      const now = this.#world.profiles.find((it) => it.name === name);
      if (now?.conninfo === conninfo) connected.profile = now;
      else await this.disconnect(name);
    }
    this.#changed(undefined);
  }

  /** Ends everything. */
  async dispose(): Promise<void> {
    clearTimeout(this.#timer);
    clearTimeout(this.#closing);
    const all = [...this.#connected.values()];
    this.#connected.clear();
    await Promise.all(all.map(closeAll));
  }

  #stateOf(profile: ClusterProfile): ClusterState {
    const connected = this.#connected.get(profile.name);
    return { profile, connected: connected !== undefined, topology: connected?.topology };
  }

  #schedule(wait = this.#world.interval()): void {
    clearTimeout(this.#timer);
    if (this.#watchers === 0) return;
    this.#timer = setTimeout(() => {
      const rounds = [...this.#connected.values()].map((it) => this.#round(it, { ask: false, manual: false }));
      void Promise.all(rounds)
        .catch((error: unknown) => this.#world.report(error))
        .finally(() => this.#schedule());
    }, wait);
  }

  #closeSoon(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#closing);
    this.#closing = setTimeout(() => {
      for (const connected of this.#connected.values()) void closeAll(connected);
    }, grace);
  }

  async #round(connected: ConnectedCluster, { ask, manual }: { ask: boolean; manual: boolean }): Promise<void> {
    const now = Date.now();
    const due = connected.servers.filter((server) => manual || server.isDue(now));
    if (due.length === 0) return;
    const full = manual || connected.rounds % fullEvery === 0;
    connected.rounds++;
    let shown = false;
    const interval = this.#world.interval();
    const looks = due.map((server) => {
      const { stop } = server;
      return async () => {
        if (stop.aborted) return;
        await (manual ? server.lookAnew({ ask, full, interval }) : server.look({ ask, full, interval }));
        // The round was shown without it: what came late is shown by itself.
        if (shown && !stop.aborted) this.#show(connected);
      };
    });
    const all = runLimited(mostAtOnce, looks);
    const inTime = await within(all, roundDeadline);
    if (!inTime) for (const server of due) server.markLate(new Date(), roundDeadline);
    shown = true;
    this.#show(connected);
    // Whoever connects waits for passwords to be typed; others go on with what is there.
    if (ask) await all;
    else all.catch((error: unknown) => this.#world.report(error));
  }

  #show(connected: ConnectedCluster): void {
    const { profile } = connected;
    if (this.#connected.get(profile.name) !== connected) return;
    connected.topology = buildTopology(profile, looksOf(connected), new Date(), connected.topology);
    this.#changed(profile.name);
  }
}

async function closeAll({ servers }: ConnectedCluster): Promise<void> {
  await Promise.all(servers.map((server) => server.close()));
}

/** Whether all was done in that time. */
async function within(all: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const inTime = await Promise.race([all.then(() => true), late]);
  clearTimeout(timer);
  return inTime;
}
