import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { clusterNodes, summary } from '../../../client/src/clusters/cluster-nodes.ts';
import type { TreeNode } from '../../../client/src/clusters/nodes/tree-node.ts';
import { buildTopology } from '../../../client/src/live/build-topology.ts';
import type { Look } from '../../../client/src/live/server-look.ts';
import {
  lookedAt,
  looksOf,
  profile,
  seenServer,
  seenStandby,
  slot,
  unseenServer,
  walReceiver,
  walSender,
} from '../../support/looks.ts';
import { allRows, alone, inside, nodesOf, treeOf, treeText } from '../../support/tree-text.ts';

const [p, s1, s2, s3] = ['127.0.0.1:5432', '127.0.0.1:5433', '127.0.0.1:5434', '127.0.0.1:5435'] as const;
const mega = 1024n * 1024n;

/** A primary with a synchronous standby, which has a standby of its own, and one that catches up. */
const cascade: readonly Look[] = [
  seenStandby({ key: s3, walReceiver: walReceiver({ senderPort: 5433 }) }),
  seenServer({
    walSenders: [
      walSender({
        pid: 1,
        applicationName: 'standby1',
        syncState: 'sync',
        slot: 'standby1',
        at: { replay: 0x5000000n - 2n * mega - 100_000n },
        lagTime: { write: 2, flush: 3, replay: 3400 },
      }),
      walSender({ pid: 2, applicationName: 'standby2', state: 'catchup', at: { sent: 0x4000000n, write: undefined } }),
      walSender({ pid: 3, applicationName: 'pg_basebackup', state: 'backup', syncState: 'async' }),
    ],
    slots: [slot()],
  }),
  seenStandby({ key: s1, walReceiver: walReceiver({ applicationName: 'standby1', slot: 'standby1' }) }),
  seenStandby({ key: s2, identity: { clusterName: 'standby2' }, wal: { replayPause: 'paused' } }),
];

suite('clusters', () => {
  test('before anything is connected', () => {
    const clusters = [
      { profile: profile(), connected: false, topology: undefined },
      { profile: profile({ name: 'bank', production: true }), connected: true, topology: undefined },
    ];
    assert.equal(
      treeText(clusterNodes(clusters, alone)),
      ['(server-environment) shop : not connected', '(server-environment) bank : PRODUCTION · connecting …'].join('\n'),
    );
  });

  test('production is a word as well as a colour', () => {
    const [root] = treeOf([seenServer()], { production: true });
    assert.equal(root?.production, true);
    assert.equal(root?.description, 'PRODUCTION · 1 primary');
  });

  test('who streams from whom, primary first, standbys inside the server that feeds them', () => {
    const servers = (nodes: readonly TreeNode[]): readonly TreeNode[] =>
      nodes
        .filter(({ context }) => /^(cluster|server)/.test(context))
        .map((node) => ({ ...node, children: servers(node.children) }));
    assert.equal(
      treeText(servers(treeOf(cascade))),
      `
(warning) shop : 1 primary · 3 standbys
  (database) 127.0.0.1:5432 : primary · PostgreSQL 18.4
    (layers) standby1 : sync · streaming · 2.1 MB behind (3.4 s)
      (layers) 127.0.0.1:5435 : standby · streaming
    (layers) standby2 : async · catchup · up to date · replay paused`.trim(),
    );
  });

  test('a circle is cut, and nobody is lost', () => {
    const real = buildTopology(profile(), looksOf(...cascade), lookedAt);
    const ring = new Map<string, string>([
      [s1, s2],
      [s2, s1],
      [s3, s3],
    ]);
    const servers = real.servers.map((server) => ({ ...server, upstream: ring.get(server.key) }));
    const rows = allRows(nodesOf({ ...real, servers })).filter(({ context }) => context.startsWith('server'));
    assert.deepEqual(rows.map(({ target }) => target.server).toSorted(), [p, s1, s2, s3].toSorted());
  });

  test('in few words', () => {
    const of = (...looks: readonly Look[]) => summary(buildTopology(profile(), looksOf(...looks), lookedAt));
    assert.equal(of(...cascade), '1 primary · 3 standbys');
    assert.equal(of(seenServer(), seenServer({ key: s1 })), '2 primaries');
    assert.equal(of(seenServer(), unseenServer({ key: s1 })), '1 primary · 1 not reached');
    assert.equal(of(unseenServer()), '1 not reached');
  });
});

suite('streams', () => {
  test('bytes at each stage, time only where something is missing', () => {
    assert.equal(
      inside(treeOf(cascade), '127.0.0.1:5432').split('(broadcast)')[1],
      `
 WAL senders : 2
  (arrow-right) standby1 : sync · streaming · 2.1 MB behind (3.4 s) · 127.0.0.1:5433
    () sent : 0 bytes
    () write : 0 bytes
    () flush : 0 bytes
    () replay : 2.1 MB · 3.4 s
  (arrow-right) standby2 : async · catchup · up to date · 127.0.0.1:5434
    () sent : 16 MB
    () flush : 0 bytes
    () replay : 0 bytes
(cloud-download) Base backups in progress : 1
  (cloud-download) process 3 : pg_basebackup
(bookmark) Slots : 1
  (circle-filled) standby1 : physical · active · keeps 0 bytes · reserved`.slice(1),
    );
  });

  test('a standby: replay paused, how far behind, its receiver', () => {
    assert.equal(
      inside(treeOf(cascade), 'standby2'),
      `
(debug-pause) Replay : paused: WAL is received, not replayed
(clock) Behind its upstream : up to date
  () sent : 16 MB
  () flush : 0 bytes
  () replay : 0 bytes
(arrow-left) WAL receiver : streaming · from 127.0.0.1:5432`.trim(),
    );
  });

  test('a standby that nobody feeds', () => {
    const tree = treeOf([seenServer(), seenStandby({ walReceiver: undefined })]);
    assert.match(treeText(tree), /127\.0\.0\.1:5433 : standby · receives nothing/);
    assert.equal(
      inside(tree, s1),
      '(debug-disconnect) WAL receiver : none: nothing is received, WAL may still come from an archive',
    );
  });

  test('base backups with their progress, not as standbys', () => {
    const primary = seenServer({
      walSenders: [walSender({ pid: 3, applicationName: 'pg_basebackup', state: 'backup' })],
      baseBackups: [
        { pid: 3, phase: 'streaming database files', total: 50n * mega, streamed: 20n * mega },
        { pid: 4, phase: 'waiting for checkpoint to finish', total: undefined, streamed: undefined },
      ],
    });
    assert.equal(
      inside(treeOf([primary]), p),
      `
(cloud-download) Base backups in progress : 2
  (cloud-download) process 3 : streaming database files · 40 % · 20 MB of 50 MB
  (cloud-download) process 4 : waiting for checkpoint to finish`.trim(),
    );
  });

  test('recovery conflicts by database', () => {
    const conflicts = [
      {
        database: 'orders',
        counts: new Map([
          ['snapshot', 3n],
          ['lock', 1n],
        ] as const),
      },
    ];
    const tree = treeOf([seenServer(), seenStandby({ conflicts })]);
    assert.equal(inside(tree, 'Recovery conflicts'), '() orders : snapshot 3, lock 1');
  });
});
