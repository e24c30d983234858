import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Major } from '../../core/src/catalog/parameter.ts';
import { skipMajor } from '../../tools/postgres/programs.ts';
import { eventually } from '../support/eventually.ts';
import { LiveCluster } from '../support/live-cluster.ts';
import { noneLeft } from '../support/sessions.ts';
import { StallingProxy } from '../support/stalling-proxy.ts';
import { WatchedCluster } from '../support/watched-cluster.ts';

/** As our sessions say who they are. */
const applicationName = 'PG Replication (VS Code)';

/** Sessions of ours on a server of the cluster. */
async function sessions(cluster: LiveCluster, name: 'primary' | 'sync' | 'async'): Promise<number> {
  const [row] = await cluster.query<{ count: string }>(
    name,
    `SELECT count(*) FROM pg_stat_activity WHERE application_name = '${applicationName}'`,
  );
  return Number(row?.count);
}

async function killedWhileLooking(cluster: LiveCluster): Promise<void> {
  const ports = [cluster.port('primary'), cluster.port('sync'), cluster.port('async')];
  await using watched = new WatchedCluster(cluster.conninfo('primary', 'sync', 'async'));
  const stop = watched.poller.watch();
  await watched.connect();
  await watched.until('primary standby standby', ...ports);
  const load = await cluster.load();
  // The server takes our question and does not answer it: the round is under way when all of it dies.
  const [own] = await cluster.query<{ pid: number }>(
    'primary',
    `SELECT pid FROM pg_stat_activity WHERE application_name = '${applicationName}'`,
  );
  assert.ok(own);
  process.kill(own.pid, 'SIGSTOP');
  let isOver = false;
  const round = watched.look().then(() => {
    isOver = true;
  });
  await delay(500);
  assert.equal(isOver, false, 'the round is under way');
  await cluster.kill('primary');
  await round;
  await watched.until('gone standby standby', ...ports);
  const confirmed = await load.stop();
  await cluster.start('primary');
  await watched.until('primary standby standby', ...ports);
  const [row] = await cluster.query<{ count: string }>('primary', 'SELECT count(*) FROM load');
  assert.ok(Number(row?.count) >= confirmed, 'no commit that was confirmed is lost');
  await eventually(async () => ((await sessions(cluster, 'primary')) === 1 ? true : undefined));
  assert.equal(new Set(watched.told).size, watched.told.length, `told twice: ${watched.told.join()}`);
  stop();
  assert.deepEqual(watched.errors, []);
}

async function standbyKilled(cluster: LiveCluster): Promise<void> {
  const ports = [cluster.port('primary'), cluster.port('async')];
  await using watched = new WatchedCluster(cluster.conninfo('primary', 'async'));
  watched.poller.watch();
  await watched.connect();
  await watched.until('primary standby', ...ports);
  for (let times = 0; times < 2; times++) {
    await cluster.kill('async');
    await watched.until('primary gone', ...ports);
    await cluster.start('async');
    await cluster.streams('primary', 'sync', 'async');
    await watched.until('primary standby', ...ports);
  }
  assert.equal(new Set(watched.told).size, watched.told.length, `told twice: ${watched.told.join()}`);
  assert.notEqual(watched.told.length, 0, 'a standby that goes is told');
}

/** The sync standby goes on to stream and confirms nothing: its WAL receiver is held. */
async function standbyFrozen(cluster: LiveCluster): Promise<void> {
  await using watched = new WatchedCluster(cluster.conninfo('primary', 'sync', 'async'));
  watched.poller.watch();
  await watched.connect();
  await watched.until('primary standby standby', ...cluster.ports('primary', 'sync', 'async'));
  const [receiver] = await cluster.query<{ pid: number }>('sync', 'SELECT pid FROM pg_stat_wal_receiver');
  assert.ok(receiver);
  const load = await cluster.load();
  try {
    process.kill(receiver.pid, 'SIGSTOP');
    await eventually(() => watched.told.some((cause) => cause.startsWith('commitsStuck')) || undefined, 30_000);
    const stuck = load.inserted;
    const trouble = watched.topology?.troubles.find(({ cause }) => cause.startsWith('commitsStuck'));
    assert.match(trouble?.message ?? '', /^1 commit waits, for \d+ s so far, though sync is connected/);
    assert.equal(trouble?.level, 'error');
    process.kill(receiver.pid, 'SIGCONT');
    await eventually(() => load.inserted > stuck || undefined, 20_000);
    await eventually(
      () => !watched.topology?.troubles.some(({ cause }) => cause.startsWith('commitsStuck')) || undefined,
      20_000,
    );
  } finally {
    process.kill(receiver.pid, 'SIGCONT');
    await load.stop();
  }
}

async function syncKilledUnderLoad(cluster: LiveCluster): Promise<void> {
  await using watched = new WatchedCluster(cluster.conninfo('primary', 'sync', 'async'));
  watched.poller.watch();
  await watched.connect();
  const load = await cluster.load();
  await cluster.kill('sync');
  await eventually(() => watched.told.some((cause) => cause.startsWith('commitsWait ')) || undefined, 20_000);
  const waited = load.inserted;
  await cluster.start('sync');
  await eventually(() => load.inserted > waited || undefined, 20_000);
  const confirmed = await load.stop();
  const [row] = await cluster.query<{ count: string }>('sync', 'SELECT count(*) FROM load');
  assert.ok(Number(row?.count) >= confirmed, 'the synchronous standby has every confirmed commit');
  assert.equal(watched.told.filter((cause) => cause.startsWith('commitsWait ')).length, 1, 'told once');
}

async function networkCut(cluster: LiveCluster): Promise<void> {
  const proxy = await StallingProxy.start(cluster.port('async'));
  try {
    const conninfo = `host=127.0.0.1,127.0.0.1 port=${cluster.port('primary')},${proxy.port} user=postgres dbname=postgres sslmode=disable`;
    await using watched = new WatchedCluster(conninfo);
    watched.poller.watch();
    await watched.connect();
    await watched.until('primary standby', cluster.port('primary'), proxy.port);
    proxy.stall();
    await watched.until('primary gone', cluster.port('primary'), proxy.port);
    const seenAt = () => watched.on(cluster.port('primary'))?.look.at.getTime() ?? 0;
    const then = seenAt();
    await eventually(() => (seenAt() > then ? true : undefined), 10_000);
    proxy.pass();
    await watched.until('primary standby', cluster.port('primary'), proxy.port);
    assert.deepEqual(watched.errors, []);
  } finally {
    await proxy.close();
  }
}

async function hiddenAndShown(cluster: LiveCluster): Promise<void> {
  const watched = new WatchedCluster(cluster.conninfo('primary', 'sync'));
  try {
    await watched.connect();
    let shown = 0;
    for (let times = 0; times < 100; times++) {
      const stop = watched.poller.watch();
      await delay(times % 10 === 0 ? 250 : 5);
      const open = await sessions(cluster, 'primary');
      assert.ok(open <= 1, 'more than one session');
      shown += open;
      stop();
      if (times % 25 === 0) await delay(1300);
    }
    assert.ok(shown >= 10, `a session was there ${shown} times`);
    await noneLeft(cluster.server('primary'), applicationName);
    await noneLeft(cluster.server('sync'), applicationName);
    assert.deepEqual(watched.errors, []);
  } finally {
    await watched.poller.dispose();
  }
}

async function restarted(cluster: LiveCluster): Promise<void> {
  const port = cluster.port('primary');
  await using watched = new WatchedCluster(cluster.conninfo('primary'));
  watched.poller.watch();
  await watched.connect();
  const startedAt = () => {
    const look = watched.on(port)?.look;
    return look?.reached ? look.identity.startedAt?.getTime() : undefined;
  };
  const first = startedAt();
  await cluster.restart('primary');
  await eventually(() => (startedAt() !== undefined && startedAt() !== first ? true : undefined), 10_000);
  assert.equal(watched.roles(port), 'primary');
}

/** The last one: it leaves two primaries behind. */
async function failover(cluster: LiveCluster): Promise<void> {
  const ports = [cluster.port('primary'), cluster.port('sync')];
  await using watched = new WatchedCluster(cluster.conninfo('primary', 'sync'));
  watched.poller.watch();
  await watched.connect();
  await watched.until('primary standby', ...ports);
  await cluster.kill('primary');
  await cluster.promote('sync');
  await watched.look();
  assert.equal(watched.roles(...ports), 'gone primary', 'noticed within one refresh');
  await cluster.start('primary');
  await watched.look();
  assert.equal(watched.roles(...ports), 'primary primary');
  const causes = watched.topology?.troubles.filter(({ level }) => level === 'error').map(({ cause }) => cause) ?? [];
  assert.ok(
    causes.some((cause) => cause.includes('twoPrimaries')),
    causes.join(),
  );
  await watched.look();
  assert.equal(watched.told.filter((cause) => cause.includes('twoPrimaries')).length, 1, 'told once');
  assert.equal(watched.topology?.level, 'error');
}

const faults: Readonly<Record<string, (cluster: LiveCluster) => Promise<void>>> = {
  'a primary killed with SIGKILL during a refresh is shown as gone, and is back when it is back': killedWhileLooking,
  'a standby that is killed twice is told once': standbyKilled,
  'a synchronous standby that freezes while connected is told, with the commits that wait': standbyFrozen,
  'a synchronous standby killed under load is told once, and no confirmed commit is lost': syncKilledUnderLoad,
  'a network that stalls during a refresh hides one server and holds up no other': networkCut,
  'shown and hidden 100 times, no session is left over': hiddenAndShown,
  'a server that was restarted is looked at again': restarted,
  'a failover is noticed within one refresh, two primaries are an error told once': failover,
};

for (const major of [12, 18] as const satisfies readonly Major[]) {
  const skip = skipMajor(major);
  suite(`faults on PostgreSQL ${major} while somebody watches`, { skip }, () => {
    let cluster: LiveCluster | undefined;
    before(async () => {
      cluster = await LiveCluster.start(major);
    });
    after(async () => {
      await cluster?.discard();
    });
    for (const [name, prove] of Object.entries(faults)) {
      test(name, async () => {
        if (!cluster) throw new Error('the cluster did not start');
        await prove(cluster);
      });
    }
  });
}
