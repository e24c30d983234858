import assert from 'node:assert/strict';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { Client } from 'pg';
import type { SeenServer } from '../../client/src/live/server-look.ts';
import type { Major } from '../../core/src/index.ts';
import { writeServerFile } from '../../tools/postgres/postgres-server.ts';
import { inspectCluster, type Live, since } from './inspect-cluster.ts';
import { hostile, hostileStandby, hostileTable, runAll, settled } from './observed-cluster.ts';

/** The server keeps an application name of 63 bytes, each that is no printable ASCII as `?` or (16+) `\\xNN`. */
function asApplicationName(name: string, major: Major): string {
  const shown = (character: string) =>
    major >= 16 ? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}` : '?';
  return name.replace(/[^ -~]/g, shown).slice(0, 63);
}

function replicationClient(port: number): Client {
  // The types of pg do not know `replication`; pg itself does.
  const how = { host: '127.0.0.1', port, user: 'postgres', replication: 'true' };
  const client = new Client(how);
  client.on('error', () => undefined);
  return client;
}

async function primary({ cluster, major, watch }: Live): Promise<void> {
  const { look } = await watch(cluster.primary);
  const seen = await settled(
    look,
    ({ walSenders }) => walSenders.filter((it) => it.at.replay !== undefined).length === 2,
  );
  const { systemIdentifier, startedAt, configLoadedAt, version, ...identity } = seen.identity;
  assert.match(systemIdentifier, /^\d{15,20}$/);
  assert.match(version, new RegExp(`^${major}(?:\\.|beta|rc)\\d+`));
  assert.ok(Math.abs(Date.now() - startedAt.getTime()) < 60_000);
  assert.ok(Math.abs(Date.now() - configLoadedAt.getTime()) < 60_000);
  const { data, port } = cluster.primary;
  assert.deepEqual(identity, {
    major,
    inRecovery: false,
    timeline: 1,
    clusterName: 'first',
    database: 'postgres',
    role: 'postgres',
    superuser: true,
    address: '127.0.0.1',
    port,
    dataDirectory: data,
    configFile: join(data, 'postgresql.conf'),
    hbaFile: join(data, 'pg_hba.conf'),
    identFile: join(data, 'pg_ident.conf'),
  });
  const { current, ...standbyOnly } = seen.wal;
  assert.ok(current !== undefined && current > 0n);
  assert.deepEqual(standbyOnly, {
    received: undefined,
    replayed: undefined,
    replayPause: undefined,
    lastReplayedAt: undefined,
  });
  assert.equal(seen.walReceiver, undefined);
  assert.deepEqual(seen.conflicts, []);
  assert.deepEqual(seen.baseBackups, []);
  assert.deepEqual(seen.hidden, []);
  assert.equal(seen.waitingCommits, 0);
  assert.equal(seen.manager, undefined);
  assert.equal(seen.archiver?.enabled, true);
}

async function senders({ cluster, major, watch }: Live): Promise<void> {
  const { look } = await watch(cluster.primary);
  const seen = await settled(
    look,
    // While a table is copied, its worker has a sender and a slot of its own.
    ({ walSenders, slots }) =>
      walSenders.length === 2 && slots.length === 2 && walSenders.every((it) => it.state === 'streaming'),
  );
  const names = Object.fromEntries(seen.walSenders.map((it) => [it.slot, it.applicationName]));
  assert.deepEqual(names, { standby_slot: hostileStandby, sub_slot: asApplicationName(hostile, major) });
  const standby = seen.walSenders.find(({ slot }) => slot === 'standby_slot');
  assert.ok(standby);
  const { pid, clientPort, at, lagTime, replyAt, startedAt, ...rest } = standby;
  assert.ok(pid > 0 && clientPort !== undefined && clientPort > 0);
  assert.ok(at.sent !== undefined && at.write !== undefined && at.flush !== undefined && at.replay !== undefined);
  assert.ok(Object.values(lagTime).every((lag) => lag === undefined || (lag >= 0 && lag < 60_000)));
  assert.equal(replyAt instanceof Date, major >= 12);
  assert.ok(startedAt && Math.abs(Date.now() - startedAt.getTime()) < 60_000);
  assert.deepEqual(rest, {
    user: 'postgres',
    applicationName: hostileStandby,
    clientAddress: '127.0.0.1',
    clientHostname: undefined,
    state: 'streaming',
    syncState: 'async',
    syncPriority: 0,
    slot: 'standby_slot',
  });
}

async function bothSlots({ cluster, major, watch }: Live): Promise<void> {
  const { look } = await watch(cluster.primary);
  const { slots, walSenders } = await settled(
    look,
    ({ slots: all }) => all.length === 2 && all.every((it) => it.active),
  );
  const [physical, logical] = slots;
  assert.ok(physical && logical);
  assert.ok(physical.retained !== undefined && physical.retained >= 0n);
  assert.ok(logical.confirmedFlush !== undefined && logical.restart !== undefined);
  const common = { temporary: false, active: true, inactiveSince: undefined, invalidation: undefined };
  const newer = {
    failover: since(17, major, false),
    synced: since(17, major, false),
    walStatus: since(13, major, 'reserved'),
  };
  const own = ({ restart, retained, ...slot }: typeof physical) => slot;
  assert.deepEqual(own(physical), {
    ...common,
    ...newer,
    name: 'standby_slot',
    kind: 'physical',
    plugin: undefined,
    database: undefined,
    activePid: walSenders.find(({ slot }) => slot === 'standby_slot')?.pid,
    confirmedFlush: undefined,
    safeWalSize: undefined,
    twoPhase: since(14, major, false),
  });
  assert.deepEqual(own(logical), {
    ...common,
    ...newer,
    name: 'sub_slot',
    kind: 'logical',
    plugin: 'pgoutput',
    database: 'postgres',
    activePid: walSenders.find(({ slot }) => slot === 'sub_slot')?.pid,
    confirmedFlush: logical.confirmedFlush,
    safeWalSize: undefined,
    twoPhase: since(14, major, false),
  });
}

async function publicationsOfAnyName({ cluster, major, watch }: Live): Promise<void> {
  const { look } = await watch(cluster.primary);
  const { publications } = await look();
  const all = ['insert', 'update', 'delete', ...(major >= 11 ? ['truncate'] : [])];
  assert.deepEqual(publications, [
    { name: hostile, allTables: false, operations: ['insert', 'delete'], tables: [hostileTable] },
    { name: 'everything', allTables: true, operations: all, tables: [] },
    { name: 'streamed', allTables: false, operations: all, tables: [hostileTable] },
  ]);
}

async function subscriptionsFromAnywhere({ cluster, major, watch }: Live): Promise<void> {
  const roles = ['postgres', 'poor'];
  for (const user of roles) {
    const { look } = await watch(cluster.primary, { user, database: 'subscriber' });
    const ready = (seen: SeenServer) =>
      seen.subscriptions[0]?.tables[0]?.state === 'r' && seen.subscriptions[0].latestEnd !== undefined;
    const { subscriptions } = await settled(look, ready);
    const [first, idle] = subscriptions;
    assert.ok(first?.received !== undefined && first.latestEnd !== undefined && first.lastMessageAt, `${user}`);
    const statistics = {
      skip: undefined,
      applyErrors: since(15, major, 0n),
      syncErrors: since(15, major, 0n),
      conflicts: new Map(),
    };
    const where = { database: 'subscriber', here: true };
    const { received, latestEnd, lastMessageAt, ...rest } = first;
    assert.deepEqual(rest, {
      ...where,
      ...statistics,
      name: hostile,
      enabled: true,
      publications: ['streamed'],
      slot: 'sub_slot',
      running: true,
      tables: [{ name: hostileTable, state: 'r' }],
    });
    assert.deepEqual(idle, {
      ...where,
      ...statistics,
      name: 'idle',
      enabled: false,
      publications: [hostile, 'b,c'],
      slot: undefined,
      running: false,
      received: undefined,
      latestEnd: undefined,
      lastMessageAt: undefined,
      tables: [],
    });
  }
  const elsewhere = await (await watch(cluster.primary)).look();
  assert.deepEqual(
    elsewhere.subscriptions.map(({ name, here, running, tables }) => ({ name, here, running, tables })),
    [
      { name: hostile, here: false, running: true, tables: [] },
      { name: 'idle', here: false, running: false, tables: [] },
    ],
  );
}

async function standby({ cluster, watch }: Live): Promise<void> {
  const upstream = await (await watch(cluster.primary)).look();
  const { session, look } = await watch(cluster.standby);
  const seen = await settled(look, ({ walReceiver }) => walReceiver?.lastMessageAt !== undefined);
  const { inRecovery, timeline, systemIdentifier, clusterName } = seen.identity;
  assert.deepEqual(
    { inRecovery, timeline, systemIdentifier, clusterName },
    { inRecovery: true, timeline: 1, systemIdentifier: upstream.identity.systemIdentifier, clusterName: 'second' },
  );
  assert.equal(seen.wal.current, undefined);
  assert.ok(seen.wal.received !== undefined && seen.wal.replayed !== undefined && seen.wal.lastReplayedAt);
  assert.equal(seen.wal.replayPause, 'not paused');
  assert.ok(seen.walReceiver);
  const { pid, lastMessageAt, latestEnd, latestEndAt, ...receiver } = seen.walReceiver;
  assert.ok(pid > 0 && latestEnd !== undefined && latestEndAt);
  assert.deepEqual(receiver, {
    status: 'streaming',
    slot: 'standby_slot',
    senderHost: '127.0.0.1',
    senderPort: cluster.primary.port,
    applicationName: hostileStandby,
    receivedTimeline: 1,
  });
  assert.equal(seen.archiver?.enabled, false);
  assert.doesNotMatch(inspect(seen, { depth: null, maxArrayLength: null }), /hunter2/);
  await session.run('SELECT pg_wal_replay_pause()');
  assert.equal((await settled(look, ({ wal }) => wal.replayPause === 'paused')).wal.replayPause, 'paused');
  await session.run('SELECT pg_wal_replay_resume()');
  assert.deepEqual((await look()).hidden, []);
}

async function cancelledQueries({ cluster, watch }: Live): Promise<void> {
  const { look } = await watch(cluster.standby);
  await runAll(cluster.primary, 'postgres', ['create table locked (id int)']);
  const there = async () =>
    (await cluster.standby.query<{ found: boolean }>("select to_regclass('public.locked') is not null as found"))[0]
      ?.found;
  assert.equal(await settled(there, (found) => found === true), true);
  const reader = await cluster.standby.connect();
  reader.on('error', () => undefined);
  try {
    await reader.query('begin; select * from locked');
    await runAll(cluster.primary, 'postgres', ['drop table locked']);
    const { conflicts } = await settled(look, (seen) => seen.conflicts.length > 0);
    assert.deepEqual(conflicts, [{ database: 'postgres', counts: new Map([['lock', 1n]]) }]);
  } finally {
    await reader.end().catch(() => undefined);
  }
}

async function baseBackup({ cluster, major, watch }: Live): Promise<void> {
  const { look } = await watch(cluster.primary);
  const backup = replicationClient(cluster.primary.port);
  const slowBackup =
    major >= 15
      ? "BASE_BACKUP (LABEL 'slow', PROGRESS, CHECKPOINT 'fast', WAIT false, MAX_RATE 32)"
      : "BASE_BACKUP LABEL 'slow' PROGRESS FAST NOWAIT MAX_RATE 32";
  await backup.connect();
  const ended = backup.query(slowBackup).catch(() => undefined);
  const streaming = ({ baseBackups }: SeenServer) => (baseBackups[0]?.streamed ?? 0n) > 0n;
  const { baseBackups, walSenders } = await settled(look, streaming);
  const [progress] = baseBackups;
  assert.ok(progress?.total !== undefined && progress.streamed !== undefined);
  assert.ok(progress.total > progress.streamed);
  assert.equal(progress.phase, 'streaming database files');
  assert.equal(walSenders.find(({ pid }) => pid === progress.pid)?.state, 'backup');
  await runAll(cluster.primary, 'postgres', [`select pg_terminate_backend(${progress.pid})`]);
  await ended;
  await backup.end().catch(() => undefined);
}

async function subscriptionErrors({ cluster, major, watch }: Live): Promise<void> {
  const { look } = await watch(cluster.primary, { database: 'subscriber' });
  const insert = `insert into "${hostile.replaceAll('"', '""')}" values (1)`;
  await runAll(cluster.primary, 'subscriber', [insert]);
  await runAll(cluster.primary, 'postgres', [insert]);
  const { subscriptions } = await settled(look, (seen) => (seen.subscriptions[0]?.applyErrors ?? 0n) > 0n);
  const [first] = subscriptions;
  assert.ok(first?.applyErrors !== undefined && first.applyErrors > 0n);
  assert.deepEqual([...first.conflicts.keys()], major >= 18 ? ['insert_exists'] : []);
  assert.equal(first.syncErrors, 0n);
}

async function promotion({ cluster, major, watch }: Live): Promise<void> {
  const { look } = await watch(cluster.standby);
  const before = await look();
  if (major >= 12) await runAll(cluster.standby, 'postgres', ['select pg_promote()']);
  else writeServerFile(join(cluster.standby.data, 'promote-now'), '');
  const seen = await settled(look, ({ identity }) => !identity.inRecovery);
  assert.equal(seen.identity.inRecovery, false);
  assert.equal(seen.identity.timeline, 2);
  assert.equal(seen.wal.received, undefined);
  assert.ok(seen.wal.current !== undefined);
  assert.notEqual(seen.settings, before.settings);
}

inspectCluster('what PostgreSQL tells of itself', {
  'a primary, to a superuser': { prove: primary },
  'WAL senders and the slots they hold': { prove: senders },
  'slots, physical and logical': { prove: bothSlots },
  'publications, with names of any kind': { prove: publicationsOfAnyName },
  'subscriptions, from their own database, from another one, and to a role without rights': {
    prove: subscriptionsFromAnywhere,
  },
  'a standby': { prove: standby },
  'queries that replay cancelled': { prove: cancelledQueries },
  'a base backup on its way': { first: 13, prove: baseBackup },
  'errors and conflicts of a subscription': { first: 15, prove: subscriptionErrors },
  'a promotion': { prove: promotion },
});
