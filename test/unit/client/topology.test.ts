import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { buildTopology } from '../../../client/src/live/build-topology.ts';
import type { Look } from '../../../client/src/live/server-look.ts';
import type { ClusterServer, ClusterTopology } from '../../../client/src/live/topology.ts';
import {
  lookedAt,
  looksOf,
  profile,
  seenServer,
  seenStandby,
  slot,
  stages,
  subscription,
  unseenServer,
  walReceiver,
  walSender,
} from '../../support/looks.ts';

const [p, s1, s2, s3] = ['127.0.0.1:5432', '127.0.0.1:5433', '127.0.0.1:5434', '127.0.0.1:5435'] as const;

function topologyOf(...looks: readonly Look[]): ClusterTopology {
  return buildTopology(profile(), looksOf(...looks), lookedAt);
}

function serverOf({ servers }: ClusterTopology, key: string): ClusterServer {
  const server = servers.find((it) => it.key === key);
  assert.ok(server, `${key} is there`);
  return server;
}

/** `standby <- upstream (pid of the sender)` for every standby. */
function places(topology: ClusterTopology): readonly string[] {
  return topology.servers
    .filter(({ role }) => role === 'standby')
    .map(({ key, upstream, feed }) => `${key} <- ${upstream ?? 'nobody'} (${feed?.sender.pid ?? 'no sender'})`);
}

suite('standbys are matched with their senders', () => {
  test('a primary alone', () => {
    const topology = topologyOf(seenServer());
    assert.deepEqual(
      topology.servers.map(({ key, name, role, upstream, feed, links }) => ({
        key,
        name,
        role,
        upstream,
        feed,
        links,
      })),
      [{ key: p, name: p, role: 'primary', upstream: undefined, feed: undefined, links: [] }],
    );
    assert.equal(topology.level, 'ok');
  });

  test('standbys of the same name on one machine are told apart by their slots', () => {
    const primary = seenServer({ walSenders: [walSender({ pid: 1, slot: 'b' }), walSender({ pid: 2, slot: 'a' })] });
    const topology = topologyOf(
      primary,
      seenStandby({ key: s1, walReceiver: walReceiver({ slot: 'a' }) }),
      seenStandby({ key: s2, walReceiver: walReceiver({ slot: 'b' }) }),
    );
    assert.deepEqual(places(topology), [`${s1} <- ${p} (2)`, `${s2} <- ${p} (1)`]);
    assert.deepEqual(
      serverOf(topology, p).links.map(({ downstream }) => downstream),
      [s2, s1],
    );
  });

  test('by the names they give', () => {
    const primary = seenServer({
      walSenders: [walSender({ pid: 1, applicationName: 'two' }), walSender({ pid: 2, applicationName: 'one' })],
    });
    const topology = topologyOf(
      primary,
      seenStandby({ key: s1, walReceiver: walReceiver({ applicationName: 'one' }) }),
      seenStandby({ key: s2, identity: { clusterName: 'two' } }),
    );
    assert.deepEqual(places(topology), [`${s1} <- ${p} (2)`, `${s2} <- ${p} (1)`]);
    assert.deepEqual(
      topology.servers.map(({ name }) => name),
      [p, 'one', 'two'],
    );
  });

  test('by how much WAL they have, where nothing else tells them apart; no sender serves two', () => {
    const far = 0x5000000n + 64n * 1024n * 1024n;
    const primary = seenServer({
      wal: { current: far },
      walSenders: [walSender({ pid: 1, at: stages(far) }), walSender({ pid: 2 })],
    });
    const topology = topologyOf(
      primary,
      seenStandby({ key: s1 }),
      seenStandby({ key: s2, wal: { received: far, replayed: far } }),
      seenStandby({ key: s3 }),
    );
    assert.deepEqual(places(topology), [`${s1} <- ${p} (2)`, `${s2} <- ${p} (1)`, `${s3} <- ${p} (no sender)`]);
  });
});

suite('standbys are matched where little can be seen', () => {
  test('a cascade hangs where it streams from', () => {
    const topology = topologyOf(
      seenServer({ walSenders: [walSender({ pid: 1 })] }),
      seenStandby({ key: s1, walSenders: [walSender({ pid: 7 })] }),
      seenStandby({ key: s2, walReceiver: walReceiver({ senderPort: 5433 }) }),
    );
    assert.deepEqual(places(topology), [`${s1} <- ${p} (1)`, `${s2} <- ${s1} (7)`]);
  });

  test('hosts by other names and forwarded ports: slot, name and client address say it', () => {
    const containers = { port: 5432, systemIdentifier: '77' };
    const topology = topologyOf(
      seenServer({
        key: 'localhost:15432',
        identity: { ...containers, address: '172.18.0.2' },
        walSenders: [
          walSender({ pid: 1, clientAddress: '172.18.0.4', applicationName: 'b' }),
          walSender({ pid: 2, clientAddress: '172.18.0.3', applicationName: 'a' }),
        ],
      }),
      seenStandby({
        key: 'localhost:15433',
        identity: { ...containers, address: '172.18.0.3' },
        walReceiver: walReceiver({ senderHost: 'primary', applicationName: 'a' }),
      }),
    );
    assert.deepEqual(places(topology), ['localhost:15433 <- localhost:15432 (2)']);
  });

  test('a role without pg_monitor still sees the places, by names', () => {
    const hidden = { state: undefined, clientAddress: undefined, at: stages(undefined), syncState: undefined };
    const topology = topologyOf(
      seenServer({
        walSenders: [walSender({ pid: 1, applicationName: 'x', ...hidden }), walSender({ pid: 2, ...hidden })],
      }),
      seenStandby({
        walReceiver: walReceiver({ status: undefined, senderHost: undefined, senderPort: undefined }),
      }),
    );
    assert.deepEqual(places(topology), [`${s1} <- ${p} (2)`]);
    assert.deepEqual(serverOf(topology, s1).feed?.lag.bytes, stages(undefined));
  });

  test('servers of two systems are never paired', () => {
    const topology = topologyOf(
      seenServer({ walSenders: [walSender()] }),
      seenStandby({ identity: { systemIdentifier: '2' }, walReceiver: walReceiver({ senderHost: '10.0.0.9' }) }),
    );
    assert.deepEqual(places(topology), [`${s1} <- nobody (no sender)`]);
  });

  test('standbys that stream in a circle make no circle', () => {
    const topology = topologyOf(
      seenStandby({ key: s1, walReceiver: walReceiver({ senderPort: 5434 }), walSenders: [walSender({ pid: 1 })] }),
      seenStandby({ key: s2, walReceiver: walReceiver({ senderPort: 5433 }), walSenders: [walSender({ pid: 2 })] }),
    );
    assert.deepEqual(
      topology.servers.map(({ upstream }) => upstream),
      [undefined, s1],
    );
  });
});

suite('places over time', () => {
  test('a server that is not reached keeps its place, and says nothing of now', () => {
    const standby = seenStandby();
    const primary = seenServer({ walSenders: [walSender({ pid: 1 })] });
    const withoutStandby = topologyOf(primary, unseenServer({ last: standby }));
    assert.deepEqual(places(withoutStandby), [`${s1} <- ${p} (1)`], 'it still streams');
    const gone = topologyOf(seenServer(), unseenServer({ last: standby }));
    assert.deepEqual(places(gone), [`${s1} <- ${p} (no sender)`]);
    const withoutPrimary = topologyOf(unseenServer({ last: primary }), standby);
    assert.deepEqual(places(withoutPrimary), [`${s1} <- ${p} (no sender)`]);
    assert.equal(serverOf(withoutPrimary, p).role, 'primary');
    assert.deepEqual(serverOf(withoutPrimary, p).links, []);
    assert.equal(serverOf(topologyOf(unseenServer()), p).role, 'unknown');
  });

  test('after a failover the roles are swapped', () => {
    const before = topologyOf(seenServer({ walSenders: [walSender()] }), seenStandby());
    const after = topologyOf(
      seenStandby({ key: p, walReceiver: walReceiver({ senderPort: 5433 }), identity: { timeline: 2 } }),
      seenServer({ key: s1, identity: { timeline: 2 }, walSenders: [walSender({ pid: 9 })] }),
    );
    assert.deepEqual(
      [before, after].map(({ servers }) => servers.map(({ role, upstream }) => [role, upstream])),
      [
        [
          ['primary', undefined],
          ['standby', p],
        ],
        [
          ['standby', s1],
          ['primary', undefined],
        ],
      ],
    );
    assert.equal(after.level, 'ok');
  });
});

suite('what WAL senders serve', () => {
  test('standbys, subscribers, archives and base backups', () => {
    const topology = topologyOf(
      seenServer({
        slots: [slot({ name: 'orders', kind: 'logical', activePid: 4 })],
        baseBackups: [{ pid: 6, phase: undefined, total: undefined, streamed: undefined }],
        walSenders: [
          walSender({ pid: 1, applicationName: 'pg_basebackup' }),
          walSender({ pid: 2, applicationName: 'nightly', state: 'backup' }),
          walSender({ pid: 3, applicationName: 'pg_receivewal' }),
          walSender({ pid: 4, applicationName: 'orders', slot: 'orders' }),
          walSender({ pid: 5 }),
          walSender({ pid: 6, state: undefined }),
          walSender({ pid: 7, applicationName: 'collector', at: { replay: undefined } }),
        ],
      }),
    );
    assert.deepEqual(
      serverOf(topology, p).links.map(({ kind, sender }) => [sender.pid, kind]),
      [
        [5, 'standby'],
        [4, 'logical'],
        [3, 'walArchive'],
        [7, 'walArchive'],
        [1, 'baseBackup'],
        [2, 'baseBackup'],
        [6, 'baseBackup'],
      ],
    );
    assert.deepEqual(
      topology.found.map(({ name }) => name),
      ['walreceiver'],
    );
  });

  test('a logical stream finds its subscription', () => {
    const orders = subscription();
    const topology = topologyOf(
      seenServer({
        slots: [slot({ name: 'orders', kind: 'logical' })],
        walSenders: [walSender({ applicationName: 'orders', slot: 'orders' })],
      }),
      seenServer({
        key: s1,
        identity: { systemIdentifier: '2' },
        subscriptions: [subscription({ slot: 'x' }), orders],
      }),
    );
    const [link] = serverOf(topology, p).links;
    assert.equal(link?.downstream, s1);
    assert.equal(link?.subscription, orders);
    assert.deepEqual(topology.troubles, [], 'another system, but one that subscribes');
  });
});

suite('lag', () => {
  const lagTime = { write: 1, flush: 2, replay: 3 };

  function lagOf(sender: Parameters<typeof walSender>[0], current = 0x5000100n) {
    const topology = topologyOf(seenServer({ wal: { current }, walSenders: [walSender(sender)] }), seenStandby());
    return serverOf(topology, s1).feed?.lag;
  }

  test('bytes at each stage, time only where bytes are missing', () => {
    assert.deepEqual(lagOf({ at: stages(0x5000100n, { replay: 0x5000000n }), lagTime }), {
      bytes: { sent: 0n, write: 0n, flush: 0n, replay: 256n },
      time: { write: undefined, flush: undefined, replay: 3 },
    });
  });

  test('an idle primary makes no lag, and what was read later is not ahead', () => {
    assert.deepEqual(lagOf({ at: stages(0x5000200n), lagTime })?.bytes, stages(0n));
    assert.deepEqual(lagOf({ at: stages(0x5000100n), lagTime })?.time, {
      write: undefined,
      flush: undefined,
      replay: undefined,
    });
  });

  test('below a cascading standby it is counted from what that has received', () => {
    const topology = topologyOf(
      seenServer({ wal: { current: 0x9000000n }, walSenders: [walSender()] }),
      seenStandby({ walSenders: [walSender({ at: stages(0x4ffff00n) })] }),
      seenStandby({ key: s2, walReceiver: walReceiver({ senderPort: 5433 }) }),
    );
    assert.equal(serverOf(topology, s2).feed?.lag.bytes.flush, 256n);
  });

  test('below a cascading standby it is counted from the primary, too', () => {
    const replayed = 0x5000000n;
    const cascade = (primary: Parameters<typeof seenServer>[0]) =>
      topologyOf(
        seenServer({ walSenders: [walSender()], ...primary }),
        seenStandby({ walSenders: [walSender({ at: stages(replayed) })] }),
        seenStandby({ key: s2, walReceiver: walReceiver({ senderPort: 5433 }), wal: { replayed } }),
      );
    const topology = cascade({ wal: { current: 0x9000000n } });
    assert.equal(serverOf(topology, s2).behindPrimary, 0x4000000n);
    assert.equal(serverOf(topology, s1).behindPrimary, undefined, 'its stream tells it');
    assert.equal(serverOf(topology, p).behindPrimary, undefined);
    assert.equal(serverOf(cascade({ wal: { current: 0x4000000n } }), s2).behindPrimary, 0n, 'looked at a moment later');
  });
});

suite('servers that the profile does not list', () => {
  test('a standby at another host, and the upstream of a lone standby', () => {
    const fromPrimary = topologyOf(
      seenServer({ walSenders: [walSender({ clientAddress: '10.0.0.7', applicationName: 'far' })] }),
    );
    assert.deepEqual(fromPrimary.found, [
      { host: '10.0.0.7', port: undefined, name: 'far', from: p, relation: 'standby' },
    ]);
    const fromStandby = topologyOf(seenStandby({ walReceiver: walReceiver({ senderHost: 'db1', senderPort: 6000 }) }));
    assert.deepEqual(fromStandby.found, [
      { host: 'db1', port: 6000, name: `upstream of ${s1}`, from: s1, relation: 'upstream' },
    ]);
  });

  test('none that is listed already: placed, not reached yet, or the same server by another name', () => {
    const primary = seenServer({ walSenders: [walSender({ clientAddress: '10.0.0.7' })] });
    assert.deepEqual(topologyOf(primary, unseenServer({ key: '10.0.0.7:5432' })).found, []);
    const placed = topologyOf(seenServer({ walSenders: [walSender()] }), seenStandby());
    assert.deepEqual(placed.found, []);
    assert.equal(topologyOf(primary, { ...primary, key: 'alias:5432' }).found.length, 1);
  });
});

suite('names', () => {
  test('cluster_name if it is one of its own, else the name it streams under, else the key', () => {
    const named = (key: string, clusterName: string, applicationName?: string) =>
      seenStandby({ key, identity: { clusterName }, walReceiver: walReceiver({ applicationName, senderHost: 'x' }) });
    const topology = topologyOf(named(s1, 'north'), named(s2, '18/main', 'a'), named(s3, '18/main', 'walreceiver'));
    assert.deepEqual(
      topology.servers.map(({ name }) => name),
      ['north', 'a', s3],
    );
  });
});
