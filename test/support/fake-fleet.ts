import type { TestContext } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { nodeParameters } from '../../client/src/connect/node-parameters.ts';
import type { ClusterProfile, ServerKey } from '../../client/src/connect/profile.ts';
import { ConnectError, type Session } from '../../client/src/connect/session.ts';
import { Poller } from '../../client/src/live/poller.ts';
import { type Looker, type OpenSession, WatchedServer } from '../../client/src/live/watched-server.ts';
import { madeWorld } from '../unit/client/connect-world.ts';
import { profile, seenServer } from './looks.ts';

/** How a made server behaves; the last two only when a session is opened. */
export type Mood = 'up' | 'silent' | 'down' | 'wantsPassword' | 'wrongPassword';

/** One server of a test without a network: its mood, and what was done to it. */
export class FakeServer {
  mood: Mood = 'up';
  /** Its moods at the next questions; then `mood`. */
  readonly next: Mood[] = [];
  /** What it is seen as; a test changes it to see whether a look is new. */
  version = '18.4';
  readonly sessions = new Set<object>();
  /** `open`, `open asking`, `look`, `full look`, `close`, in order. */
  readonly done: string[] = [];
  readonly #waiting: (() => void)[] = [];

  /** Answers everybody who waited. */
  wake(mood: Mood = 'up'): void {
    this.mood = mood;
    for (const answer of this.#waiting.splice(0)) answer();
  }

  async answers(key: ServerKey): Promise<void> {
    const mood = this.next.shift() ?? this.mood;
    if (mood === 'silent') await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (mood === 'down') throw new ConnectError('unreachable', `Nobody listens on ${key}.`);
  }

  async open(key: ServerKey, asks: boolean): Promise<Session> {
    this.done.push(asks ? 'open asking' : 'open');
    await this.answers(key);
    if (this.mood === 'wantsPassword' && !asks) throw new ConnectError('passwordNeeded', `${key} wants a password.`);
    if (this.mood === 'wrongPassword') throw new ConnectError('passwordWrong', `${key} refuses the password.`);
    const session: Session = {
      versionNumber: 180_004,
      encrypted: false,
      run: () => Promise.resolve([]),
      close: async () => {
        if (this.sessions.delete(session)) this.done.push('close');
      },
    };
    this.sessions.add(session);
    return session;
  }
}

/** A poller of one cluster, `shop`, over made servers, under the clock of the test. */
export class FakeFleet {
  readonly poller: Poller;
  readonly servers: ReadonlyMap<ServerKey, FakeServer>;
  readonly reported: unknown[] = [];
  profiles: readonly ClusterProfile[];
  interval = 5000;
  /** How often the screen was told. */
  changes = 0;
  readonly #context: TestContext;

  constructor(context: TestContext, hosts: readonly string[]) {
    context.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: new Date('2026-07-01T12:00:00Z') });
    this.#context = context;
    this.profiles = [profile({ conninfo: `host=${hosts.join(',')}` })];
    this.servers = new Map(hosts.map((host) => [`${host}:5432`, new FakeServer()]));
    const fleet = this;
    this.poller = new Poller(
      {
        get profiles() {
          return fleet.profiles;
        },
        servers: ({ conninfo }) => nodeParameters(conninfo, madeWorld()),
        open: this.#open,
        interval: () => this.interval,
        report: (error) => this.reported.push(error),
        watch: (server, open) => new WatchedServer(server, open, this.#looker(server.key)),
      },
      () => this.changes++,
    );
    context.after(() => this.poller.dispose());
  }

  server(host: string): FakeServer {
    const server = this.servers.get(`${host}:5432`);
    if (!server) throw new Error(`no server ${host}`);
    return server;
  }

  get sessions(): number {
    return [...this.servers.values()].reduce((sum, { sessions }) => sum + sessions.size, 0);
  }

  /** What is shown of each server: its version, or why it is not reached. */
  get shown(): readonly string[] {
    const { servers } = this.poller.get('shop')?.topology ?? { servers: [] };
    return servers.map(({ key, look }) => `${key} ${look.reached ? look.identity.version : look.reason}`);
  }

  /** Lets that many milliseconds pass, and all that happens in them. */
  async pass(milliseconds: number): Promise<void> {
    await settle();
    for (let left = milliseconds; left > 0; left -= 250) {
      this.#context.mock.timers.tick(Math.min(left, 250));
      await settle();
    }
  }

  readonly #open: OpenSession = ({ key }, asks, signal) => {
    const server = this.servers.get(key);
    if (!server) throw new Error(`no server ${key}`);
    const { promise, resolve, reject } = Promise.withResolvers<Session>();
    signal.addEventListener('abort', () => reject(new ConnectError('unreachable', 'Cancelled.')));
    server.open(key, asks).then(async (session) => {
      if (signal.aborted) await session.close();
      resolve(session);
    }, reject);
    return promise;
  };

  #looker(key: ServerKey): Looker {
    return {
      look: async (_, { full = false } = {}) => {
        const server = this.servers.get(key);
        if (!server) throw new Error(`no server ${key}`);
        server.done.push(full ? 'full look' : 'look');
        const { version } = server;
        await server.answers(key);
        return seenServer({ key, identity: { version, inRecovery: key !== 'a:5432' } });
      },
    };
  }
}

/** Lets everything happen that waits for no clock. */
export async function settle(): Promise<void> {
  for (let count = 0; count < 30; count++) await turn();
}
