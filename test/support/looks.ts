import type { ClusterProfile, ServerKey } from '../../client/src/connect/profile.ts';
import type {
  LiveSetting,
  Look,
  SeenServer,
  ServerIdentity,
  Slot,
  Stages,
  Subscription,
  UnseenServer,
  WalPosition,
  WalReceiver,
  WalSender,
} from '../../client/src/live/server-look.ts';
import type { Lsn } from '../../core/src/syntax/lsn.ts';

/** The moment of every hand-made look that names no other. */
export const lookedAt = new Date('2026-07-01T12:00:00Z');

const hourBefore = new Date('2026-07-01T11:00:00Z');

/** What a test may say of a server; the rest is that of a quiet primary of 18 without standbys. */
export type SeenOverrides = Omit<Partial<SeenServer>, 'identity' | 'wal' | 'settings'> & {
  readonly identity?: Partial<ServerIdentity>;
  readonly wal?: Partial<WalPosition>;
  /** Values by name, as set in postgresql.conf, or whole rows. */
  readonly settings?: Readonly<Record<string, string | Partial<LiveSetting>>>;
};

/** One row of pg_settings, set in postgresql.conf unless `more` says otherwise. */
export function liveSetting(name: string, value: string, more: Partial<LiveSetting> = {}): LiveSetting {
  return {
    name,
    value,
    context: 'sighup',
    source: 'configuration file',
    file: '/data/postgresql.conf',
    line: 1,
    pendingRestart: false,
    ...more,
  };
}

function settingsMap(settings: SeenOverrides['settings'] = {}): ReadonlyMap<string, LiveSetting> {
  return new Map(
    Object.entries(settings).map(([name, given]) => [
      name,
      typeof given === 'string' ? liveSetting(name, given) : liveSetting(name, given.value ?? '', given),
    ]),
  );
}

/** The port of a key: `127.0.0.1:5432`. */
function portOf(key: ServerKey): number {
  return Number(key.slice(key.lastIndexOf(':') + 1));
}

function identityOf(key: ServerKey, overrides: Partial<ServerIdentity> = {}): ServerIdentity {
  return {
    systemIdentifier: '7500000000000000001',
    major: 18,
    version: '18.4',
    inRecovery: false,
    timeline: 1,
    startedAt: hourBefore,
    configLoadedAt: hourBefore,
    clusterName: '',
    database: 'postgres',
    role: 'postgres',
    superuser: true,
    address: '127.0.0.1',
    port: portOf(key),
    dataDirectory: '/data',
    configFile: '/data/postgresql.conf',
    hbaFile: '/data/pg_hba.conf',
    identFile: '/data/pg_ident.conf',
    ...overrides,
  };
}

/** A server that was reached: a quiet primary of 18, written up to 0/5000000, unless told otherwise. */
export function seenServer(overrides: SeenOverrides = {}): SeenServer {
  const { key = '127.0.0.1:5432', identity, wal, settings, ...others } = overrides;
  const inRecovery = identity?.inRecovery ?? false;
  return {
    reached: true,
    key,
    at: lookedAt,
    roundTrip: 2,
    identity: identityOf(key, identity),
    wal: {
      current: inRecovery ? undefined : 0x5000000n,
      received: inRecovery ? 0x5000000n : undefined,
      replayed: inRecovery ? 0x5000000n : undefined,
      replayPause: inRecovery ? 'not paused' : undefined,
      lastReplayedAt: inRecovery ? lookedAt : undefined,
      ...wal,
    },
    walSenders: [],
    walReceiver: undefined,
    slots: [],
    archiver: undefined,
    publications: [],
    subscriptions: [],
    conflicts: [],
    baseBackups: [],
    waitingCommits: 0,
    longestCommitWait: 0,
    settings: settingsMap(settings),
    fileErrors: [],
    hbaRules: [],
    hidden: [],
    manager: undefined,
    ...others,
  };
}

/** A standby that streams from 127.0.0.1:5432 and has replayed all, unless told otherwise. */
export function seenStandby(overrides: SeenOverrides = {}): SeenServer {
  return seenServer({
    key: '127.0.0.1:5433',
    walReceiver: walReceiver(),
    ...overrides,
    identity: { inRecovery: true, ...overrides.identity },
  });
}

/** A server that does not answer; `last` is how it was seen before. */
export function unseenServer(overrides: Partial<UnseenServer> = {}): UnseenServer {
  return {
    reached: false,
    key: overrides.last?.key ?? '127.0.0.1:5432',
    at: lookedAt,
    failure: 'unreachable',
    reason: 'Nobody listens there.',
    last: undefined,
    ...overrides,
  };
}

/** The same position at each stage, or the ones given. */
export function stages<Value>(value: Value, others: Partial<Stages<Value>> = {}): Stages<Value> {
  return { sent: value, write: value, flush: value, replay: value, ...others };
}

/** A WAL sender of an asynchronous standby that has everything up to 0/5000000. */
export function walSender(overrides: Omit<Partial<WalSender>, 'at'> & { readonly at?: Partial<Stages<Lsn>> } = {}) {
  const { at, ...others } = overrides;
  const sender: WalSender = {
    pid: 100,
    user: 'replicator',
    applicationName: 'walreceiver',
    clientAddress: '127.0.0.1',
    clientPort: 40_000,
    clientHostname: undefined,
    state: 'streaming',
    syncState: 'async',
    syncPriority: 0,
    at: stages(0x5000000n, at),
    lagTime: { write: undefined, flush: undefined, replay: undefined },
    replyAt: lookedAt,
    slot: undefined,
    startedAt: hourBefore,
    ...others,
  };
  return sender;
}

/** A WAL receiver that streams from 127.0.0.1:5432 under no name of its own. */
export function walReceiver(overrides: Partial<WalReceiver> = {}): WalReceiver {
  return {
    pid: 200,
    status: 'streaming',
    slot: undefined,
    senderHost: '127.0.0.1',
    senderPort: 5432,
    applicationName: undefined,
    receivedTimeline: 1,
    lastMessageAt: lookedAt,
    latestEnd: 0x5000000n,
    latestEndAt: lookedAt,
    ...overrides,
  };
}

/** An active physical slot that keeps nothing back. */
export function slot(overrides: Partial<Slot> = {}): Slot {
  return {
    name: 'standby1',
    kind: 'physical',
    plugin: undefined,
    database: undefined,
    temporary: false,
    active: true,
    activePid: 100,
    restart: 0x5000000n,
    confirmedFlush: undefined,
    retained: 0n,
    walStatus: 'reserved',
    safeWalSize: undefined,
    inactiveSince: undefined,
    invalidation: undefined,
    twoPhase: false,
    failover: false,
    synced: false,
    ...overrides,
  };
}

/** A subscription that runs and whose one table is ready. */
export function subscription(overrides: Partial<Subscription> = {}): Subscription {
  return {
    name: 'orders',
    database: 'postgres',
    here: true,
    enabled: true,
    publications: ['orders'],
    slot: 'orders',
    running: true,
    received: 0x5000000n,
    latestEnd: 0x5000000n,
    lastMessageAt: lookedAt,
    skip: undefined,
    tables: [{ name: 'public.orders', state: 'r' }],
    applyErrors: 0n,
    syncErrors: 0n,
    conflicts: new Map(),
    ...overrides,
  };
}

/** A profile that may change nothing. */
export function profile(overrides: Partial<ClusterProfile> = {}): ClusterProfile {
  return { name: 'shop', conninfo: 'host=127.0.0.1', allowManagement: false, production: false, ...overrides };
}

/** Looks by key, in their order. */
export function looksOf(...looks: readonly Look[]): ReadonlyMap<ServerKey, Look> {
  return new Map(looks.map((look) => [look.key, look]));
}
