import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { dashboardView } from '../../../client/src/dashboard/dashboard-view.ts';
import { buildTopology } from '../../../client/src/live/build-topology.ts';
import { History } from '../../../client/src/live/history.ts';
import type { Look, SeenServer, Subscription, WalSender } from '../../../client/src/live/server-look.ts';
import type { DashboardView } from '../../../client/src/webview/messages.ts';
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

const [p, s1, s2] = ['127.0.0.1:5432', '127.0.0.1:5433', '127.0.0.1:5434'] as const;
const mega = 1024n * 1024n;
const current = 0x5000000n;

function later(seconds: number): Date {
  return new Date(lookedAt.getTime() + seconds * 1000);
}

/** The dashboard after looks, each ten seconds after the last. */
function viewOf(...rounds: readonly (readonly Look[])[]): DashboardView {
  const history = new History();
  const topologies = rounds.map((looks, round) => {
    const topology = buildTopology(profile(), looksOf(...looks), later(round * 10));
    history.add(topology, later(round * 10));
    return topology;
  });
  return dashboardView(
    { profile: profile(), connected: true, topology: topologies.at(-1) },
    history.read(later(rounds.length * 10)),
  );
}

/** A primary called main whose synchronous standby copy lacks some bytes of replay. */
function pair(round = 0, lacking = 0n): readonly [SeenServer, SeenServer] {
  const at = later(round * 10);
  const end = current + BigInt(round) * mega;
  const sender = walSender({
    applicationName: 'copy',
    syncState: 'sync',
    syncPriority: 1,
    clientPort: 40_000 + round,
    pid: 100 + round,
    at: stages(end, { replay: end - lacking }),
    lagTime: { write: 1, flush: 2, replay: 1200 },
  });
  const primary = seenServer({
    at,
    identity: { clusterName: 'main' },
    wal: { current: end },
    walSenders: [sender],
    slots: [slot({ name: 'copy', activePid: sender.pid, retained: 3n * mega, safeWalSize: 1024n * mega })],
  });
  const receiver = walReceiver({ applicationName: 'copy', latestEnd: end });
  return [primary, seenStandby({ at, walReceiver: receiver, wal: { received: end, replayed: end - lacking } })];
}

suite('the clusters of the dashboard', () => {
  test('a cluster that is not connected shows nothing of before', () => {
    const topology = buildTopology(profile(), looksOf(...pair()), lookedAt);
    const view = dashboardView({ profile: profile(), connected: false, topology }, { links: [], rates: [], slots: [] });
    assert.equal(view.headline, 'Not connected');
    assert.deepEqual([view.nodes, view.links, view.figures, view.lookedAt], [[], [], [], null]);
  });

  test('before the first look it says that it is looking', () => {
    const state = { profile: profile({ production: true }), connected: true, topology: undefined };
    const view = dashboardView(state, { links: [], rates: [], slots: [] });
    assert.equal(view.headline, 'Looking…');
    assert.equal(view.production, true);
  });

  test('a primary and its standby, with state, bytes and time behind', () => {
    const view = viewOf(pair(0, 16n * mega));
    assert.deepEqual(
      view.nodes.map(({ id, role, name, roleText, version, facts }) => [id, role, name, roleText, version, facts]),
      [
        [p, 'primary', 'main', 'Primary', '18.4', 'timeline 1'],
        [s1, 'standby', 'copy', 'Standby', '18.4', 'timeline 1'],
      ],
    );
    assert.deepEqual(
      view.links.map(({ upstream, downstream, title, stateText, lagText, synchronous, current }) => ({
        ends: [upstream, downstream],
        says: [title, stateText, lagText],
        is: [synchronous, current],
      })),
      [{ ends: [p, s1], says: ['main → copy', 'sync', '16 MB behind · 1.2 s'], is: [true, true] }],
    );
    assert.equal(view.lookedAt, lookedAt.getTime());
    assert.deepEqual(JSON.parse(JSON.stringify(view)), view);
  });

  test('an idle primary makes no lag', () => {
    const view = viewOf(pair());
    assert.equal(view.links[0]?.lagText, 'caught up');
    const farthest = view.figures.find(({ label }) => label === 'Farthest behind');
    assert.deepEqual([farthest?.value, farthest?.detail], ['0 bytes', 'all standbys caught up']);
  });
});

suite('the numbers of the dashboard', () => {
  test('figures tell the newest numbers and whom they are about', () => {
    const view = viewOf(pair(0), pair(1, 2n * mega));
    assert.deepEqual(
      view.figures.map(({ value, detail }) => [value, detail]),
      [
        ['2 of 2', ''],
        ['102 kB/s', 'main'],
        ['2 MB', 'copy'],
        ['3 MB', 'copy'],
        ['0', 'for a synchronous standby'],
      ],
    );
  });

  test('the last hour, also of a receiver that connected anew meanwhile', () => {
    const view = viewOf(pair(0, 5n), pair(1, 7n), pair(2, 0n));
    const times = [0, 10, 20].map((seconds) => later(seconds).getTime());
    assert.deepEqual(view.links[0]?.lag, {
      times,
      lines: [
        { name: 'Sent', detail: '', values: [0, 0, 0] },
        { name: 'Written', detail: '', values: [0, 0, 0] },
        { name: 'Flushed', detail: '', values: [0, 0, 0] },
        { name: 'Replayed', detail: '', values: [5, 7, 0] },
      ],
    });
    assert.deepEqual(view.walRate.lines, [{ name: 'main', detail: '', values: [104_857.6, 104_857.6] }]);
    assert.deepEqual(view.slots.lines, [
      {
        name: 'copy',
        detail: 'active, reserved, 1 GB until it is lost',
        values: [0, 1, 2].map(() => Number(3n * mega)),
      },
    ]);
    assert.equal(viewOf(pair(0)).links[0]?.id, view.links[0]?.id);
  });
});

suite('servers that are drawn where they are not seen', () => {
  test('a server that does not answer keeps its place and says why', () => {
    const [primary, standby] = pair();
    const gone = unseenServer({ key: s1, last: standby, reason: 'Nobody listens there.' });
    const view = viewOf([primary, standby], [{ ...primary, walSenders: [] }, gone]);
    const node = view.nodes.find(({ id }) => id === s1);
    assert.deepEqual([node?.reached, node?.level, node?.note], [false, 'error', 'Nobody listens there.']);
    assert.deepEqual(
      view.links.map(({ downstream, current, stateText }) => [downstream, current, stateText]),
      [[s1, false, 'not streaming']],
    );
    assert.equal(view.figures[0]?.value, '1 of 2');
  });

  test('a stream is drawn as its standby tells of it where the upstream tells nothing', () => {
    const [primary, standby] = pair();
    const view = viewOf([unseenServer({ key: p, last: primary }), standby]);
    assert.deepEqual(
      view.links.map(({ upstream, current, stateText }) => [upstream, current, stateText]),
      [[p, true, 'streaming']],
    );
  });

  test('servers follow the one that feeds them, and cascades follow the standby', () => {
    const leaf = seenStandby({
      key: s2,
      identity: { clusterName: 'leaf' },
      walReceiver: walReceiver({ senderPort: 5433, applicationName: 'leaf' }),
    });
    const [primary, standby] = pair();
    const feeding = { ...standby, walSenders: [walSender({ applicationName: 'leaf', pid: 300 })] };
    const view = viewOf([leaf, feeding, primary]);
    assert.deepEqual(
      view.nodes.map(({ name }) => name),
      ['main', 'copy', 'leaf'],
    );
    assert.deepEqual(view.links.map(({ title }) => title).toSorted(), ['copy → leaf', 'main → copy']);
  });
});

suite('receivers of the dashboard', () => {
  test('whoever receives without being in the profile has a box that says what it is', () => {
    const senders: readonly WalSender[] = [
      walSender({ pid: 1, applicationName: 'nightly', state: 'backup', at: stages(undefined), syncState: undefined }),
      walSender({ pid: 2, applicationName: 'pg_receivewal', clientAddress: '10.0.0.9' }),
      walSender({ pid: 3, applicationName: 'far', clientAddress: '10.0.0.8', clientHostname: 'far.example' }),
    ];
    const view = viewOf([seenServer({ walSenders: senders })]);
    assert.deepEqual(
      view.nodes.slice(1).map(({ kind, name, roleText, address }) => [kind, name, roleText, address]),
      [
        ['other', 'far', 'Standby', 'far.example'],
        ['other', 'pg_receivewal', 'WAL archive', '10.0.0.9'],
        ['other', 'nightly', 'Base backup', '127.0.0.1'],
      ],
    );
    assert.equal(view.links.find(({ kind }) => kind === 'baseBackup')?.lagText, '');
  });

  test('an upstream that no profile lists stands before its standby', () => {
    const view = viewOf([seenStandby({ walReceiver: walReceiver({ senderHost: 'far.example' }) })]);
    assert.deepEqual(
      view.nodes.map(({ name, roleText }) => [name, roleText]),
      [
        ['far.example:5432', 'Upstream'],
        [s1, 'Standby'],
      ],
    );
    assert.deepEqual(
      view.links.map(({ stateText, current }) => [stateText, current]),
      [['streaming', true]],
    );
  });

  test('a logical stream goes to the subscriber under the name of its subscription', () => {
    const sent = walSender({ applicationName: 'orders', slot: 'orders', syncState: 'async' });
    const publisher = seenServer({
      walSenders: [sent],
      slots: [slot({ name: 'orders', kind: 'logical', plugin: 'pgoutput', database: 'postgres' })],
    });
    const received: Subscription = subscription({ name: 'orders', slot: 'orders' });
    const subscriber = seenServer({
      key: s1,
      identity: { systemIdentifier: '7500000000000000002' },
      subscriptions: [received],
    });
    const link = viewOf([publisher, subscriber]).links[0];
    assert.deepEqual([link?.kind, link?.downstream, link?.stateText], ['logical', s1, 'logical · async']);
    assert.equal(link?.title, `${p} → orders`);
  });

  test('replay that is paused is said, and the gravest trouble is the level of its server', () => {
    const [primary, standby] = pair(0, 9n * mega);
    const view = viewOf([primary, { ...standby, wal: { ...standby.wal, replayPause: 'paused' } }]);
    const node = view.nodes.find(({ id }) => id === s1);
    assert.equal(node?.roleText, 'Standby · replay paused');
    const own = view.troubles.filter(({ server }) => server?.key === s1);
    assert.ok(own.length > 0);
    assert.deepEqual([node?.level, node?.note], [own[0]?.level, own[0]?.message]);
    assert.match(view.headline, /^\d+ (?:error|warning|note)/);
  });

  test('what a role may not see is not taken for nothing', () => {
    const hidden = walSender({ state: undefined, syncState: undefined, at: stages(undefined) });
    const view = viewOf([seenServer({ walSenders: [hidden], waitingCommits: undefined })]);
    assert.equal(view.links[0]?.stateText, 'state hidden');
    assert.deepEqual(view.links[0]?.lag.lines, []);
    const waiting = view.figures.find(({ label }) => label === 'Commits waiting');
    assert.deepEqual([waiting?.value, waiting?.detail], ['–', 'not to be seen']);
  });
});
