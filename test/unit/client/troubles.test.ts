import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { buildTopology } from '../../../client/src/live/build-topology.ts';
import type { Look, SeenServer } from '../../../client/src/live/server-look.ts';
import type { Trouble } from '../../../client/src/live/topology.ts';
import {
  lookedAt,
  looksOf,
  profile,
  type SeenOverrides,
  seenServer,
  seenStandby,
  slot,
  stages,
  subscription,
  unseenServer,
  walReceiver,
  walSender,
} from '../../support/looks.ts';

const [p, s1] = ['127.0.0.1:5432', '127.0.0.1:5433'] as const;
const mega = 1024n * 1024n;

function troublesOf(...looks: readonly Look[]): readonly Trouble[] {
  const { troubles, level } = buildTopology(profile(), looksOf(...looks), lookedAt);
  assert.equal(level, troubles[0]?.level ?? 'ok', 'the gravest comes first and is the level');
  assert.equal(new Set(troubles.map(({ cause }) => cause)).size, troubles.length, 'each cause once');
  for (const { message } of troubles) assert.ok(message.length <= 120, message);
  return troubles;
}

/** `level cause`, with `!` where it is announced. */
function told(...looks: readonly Look[]): readonly string[] {
  return troublesOf(...looks).map(({ level, cause, announce }) => `${level} ${cause}${announce ? ' !' : ''}`);
}

/** A primary with this and a standby that streams from it. */
function pair(primary: SeenOverrides, standby: SeenOverrides = {}): readonly [SeenServer, SeenServer] {
  return [seenServer({ walSenders: [walSender()], ...primary }), seenStandby(standby)];
}

suite('servers that do not answer', () => {
  test('the last primary', () => {
    const [primary, standby] = pair({});
    const troubles = troublesOf(unseenServer({ last: primary }), standby);
    assert.deepEqual(troubles[0], {
      cause: `primaryGone ${p}`,
      level: 'error',
      server: p,
      message: `The primary ${p} does not answer: Nobody listens there.`,
      advice: 'Make sure that it is down before you promote a standby: two primaries lose data.',
      announce: true,
    });
    assert.equal(troubles.length, 1);
  });

  test('the old primary after a failover', () => {
    const promoted = seenServer({ key: s1, identity: { timeline: 2 } });
    assert.deepEqual(told(unseenServer({ last: seenServer() }), promoted), [`warning oldPrimaryGone ${p}`]);
  });

  test('a standby that is gone, one that still streams, and one never seen', () => {
    const last = seenStandby();
    assert.deepEqual(told(seenServer(), unseenServer({ last })), [`warning standbyGone ${s1} !`]);
    assert.deepEqual(told(pair({})[0], unseenServer({ last })), [`warning unreached ${s1}`]);
    assert.deepEqual(told(seenServer(), unseenServer({ key: s1 })), [`warning unreached ${s1}`]);
  });

  test('a wrong password says nothing of the server', () => {
    const refused = unseenServer({ last: seenServer(), failure: 'passwordWrong' });
    assert.deepEqual(told(refused), [`warning unreached ${p}`]);
  });

  test('no primary: it may be elsewhere, unknown, or there is none', () => {
    assert.deepEqual(told(seenStandby()), ['information primaryElsewhere']);
    const alone = seenStandby({ walReceiver: undefined });
    assert.deepEqual(told(alone), ['error noPrimary !', `warning disconnected ${s1}`]);
    assert.deepEqual(told(alone, unseenServer()), [
      `warning unreached ${p}`,
      'warning noPrimary',
      `warning disconnected ${s1}`,
    ]);
  });
});

suite('who belongs together', () => {
  test('two primaries of one system', () => {
    const [trouble, ...others] = troublesOf(
      seenServer({ identity: { clusterName: 'a' } }),
      seenServer({ key: s1, identity: { clusterName: 'b', timeline: 2, startedAt: lookedAt } }),
    );
    assert.equal(
      trouble?.message,
      'Two primaries: a (timeline 1) and b (timeline 2) take writes apart from each other.',
    );
    assert.deepEqual(
      [trouble?.cause, trouble?.level, trouble?.announce],
      ['twoPrimaries 7500000000000000001', 'error', true],
    );
    assert.deepEqual(others, []);
  });

  test('one server under two names is not two primaries', () => {
    assert.deepEqual(told(seenServer(), { ...seenServer(), key: 'alias:6432' }), ['information sameServer alias:6432']);
  });

  test('a server of another system', () => {
    const stranger = seenServer({ key: s1, identity: { systemIdentifier: '9' } });
    assert.deepEqual(told(...pair({}), { ...stranger, key: 'x:1' }), ['warning otherSystem x:1']);
  });

  test('a standby on another timeline, unless it follows the primary', () => {
    const stuck = seenStandby({ walReceiver: walReceiver({ senderHost: '10.0.0.9' }) });
    assert.deepEqual(told(seenServer({ identity: { timeline: 2 } }), stuck), [`warning timeline ${s1} !`]);
    assert.deepEqual(told(...pair({ identity: { timeline: 2 } })), []);
  });
});

suite('standbys', () => {
  test('without a WAL receiver', () => {
    const alone = (settings: SeenOverrides['settings'] = {}) =>
      troublesOf(seenServer(), seenStandby({ walReceiver: undefined, settings }))[0];
    assert.equal(alone()?.message, `${s1} has no connection to its upstream: it gets no new data.`);
    const withArchive = alone({ restore_command: 'cp', primary_conninfo: 'host=x' });
    assert.equal(withArchive?.message, `${s1} has no connection to its upstream: it gets only what is archived.`);
    assert.equal(withArchive?.announce, true);
    const onArchive = alone({ restore_command: 'cp', primary_conninfo: '' });
    assert.deepEqual([onArchive?.cause, onArchive?.level], [`onArchive ${s1}`, 'information']);
  });

  test('with replay paused', () => {
    assert.deepEqual(told(...pair({}, { wal: { replayPause: 'paused' } })), [`warning replayPaused ${s1}`]);
    assert.deepEqual(told(...pair({}, { wal: { replayPause: 'pause requested' } })), []);
  });

  test('with less than their primary', () => {
    const settings = (connections: string, senders: string) => ({
      settings: { max_connections: connections, max_wal_senders: senders, max_prepared_transactions: '0' },
    });
    const [trouble] = troublesOf(...pair(settings('200', '10'), settings('100', '5')));
    assert.equal(
      trouble?.message,
      `${s1} allows less than its primary, so replay stops: max_connections 100, not 200 (and 1 more).`,
    );
    assert.deepEqual([trouble?.cause, trouble?.level], [`lowerThanPrimary ${s1}`, 'error']);
    const old = { identity: { major: 11 } } as const;
    const [primary, standby] = pair({ ...settings('100', '10'), ...old }, { ...settings('100', '5'), ...old });
    assert.deepEqual(told(primary, standby), [], 'up to 11 WAL senders need not be equal');
  });

  test('with queries cancelled', () => {
    const conflicts = [
      {
        database: 'shop',
        counts: new Map([
          ['snapshot', 2n],
          ['lock', 1n],
        ]),
      },
    ];
    const [trouble] = troublesOf(...pair({}, { conflicts }));
    assert.equal(trouble?.message, `3 queries were cancelled on ${s1} in shop, in the way of replay.`);
    assert.match(trouble?.advice ?? '', /^By cause: snapshot 2, lock 1\./);
  });

  test('far behind is measured against max_wal_size', () => {
    const at = (replay: bigint, sent = 0n) => ({
      settings: { max_wal_size: '1GB', wal_keep_size: '2GB' },
      wal: { current: 0x500000000n },
      walSenders: [walSender({ at: stages(0x500000000n - sent, { replay: 0x500000000n - replay }) })],
    });
    assert.deepEqual(told(...pair(at(1024n * mega))), []);
    assert.deepEqual(told(...pair(at(1025n * mega))), [`warning farBehind ${s1} ${s1}`]);
    assert.deepEqual(told(...pair(at(1025n * mega), { wal: { replayPause: 'paused' } })), [
      `warning replayPaused ${s1}`,
    ]);
    assert.deepEqual(told(...pair(at(0n, 2048n * mega))), [], 'wal_keep_size keeps it');
    assert.deepEqual(told(...pair(at(0n, 2049n * mega))), [`warning mayLoseWal ${p} ${s1} !`]);
  });
});

suite('synchronous commits', () => {
  const sync = (names: string, senders: readonly string[], more: SeenOverrides = {}) =>
    troublesOf(
      seenServer({
        ...more,
        settings: { synchronous_standby_names: names, synchronous_commit: 'on', ...more.settings },
        walSenders: senders.map((name, index) =>
          walSender({ pid: index, applicationName: name, clientAddress: '10.0.0.9', syncState: 'sync' }),
        ),
      }),
    )[0];

  test('enough and to spare: nothing to tell', () => {
    assert.equal(sync('ANY 1 (s1, s2)', ['s1', 's2']), undefined);
    assert.equal(sync('*', ['a', 'b']), undefined);
    assert.equal(sync('', []), undefined);
  });

  test('too few', () => {
    const none = sync('s1', []);
    assert.equal(none?.message, 'Commits wait: 1 synchronous standby needed, 0 connected, without s1.');
    assert.deepEqual([none?.level, none?.announce], ['error', true]);
    assert.equal(
      sync('ANY 2 (s1, s2, s3)', ['S2'], { waitingCommits: 3 })?.message,
      '3 commits wait: 2 synchronous standbys needed, 1 connected, without s1 and s3.',
    );
    assert.equal(sync('FIRST 1 (*)', [])?.message, 'Commits wait: 1 synchronous standby needed, 0 connected.');
  });

  test('enough, but nobody confirms', () => {
    const frozen = sync('s1', ['s1'], { waitingCommits: 2, longestCommitWait: 6500 });
    assert.equal(frozen?.message, '2 commits wait, for 6 s so far, though s1 is connected: it does not confirm.');
    assert.deepEqual([frozen?.level, frozen?.announce], ['error', true]);
    assert.equal(sync('s1', ['s1'], { waitingCommits: 2, longestCommitWait: 4000 })?.level, 'information');
    assert.equal(sync('s1', ['s1'], { waitingCommits: 0, longestCommitWait: 0 })?.level, 'information');
  });

  test('by default nobody waits with synchronous_commit = local, but commits that do are told', () => {
    const settings = { synchronous_commit: 'local' };
    assert.equal(sync('s1', [], { settings })?.level, 'information');
    assert.equal(sync('s1', [], { settings, waitingCommits: 1 })?.cause, `commitsWait ${p}`);
  });

  test('none to spare', () => {
    assert.equal(sync('s1', ['s1'])?.message, 'No spare synchronous standby: when s1 stops, commits wait.');
    const lost = sync('ANY 1 (s1, s2)', ['s1']);
    assert.equal(lost?.message, 's2 of synchronous_standby_names not connected: if one more stops, commits wait.');
    assert.deepEqual([lost?.level, lost?.announce], ['warning', true]);
  });

  test('a standby that catches up, or only collects WAL, confirms nothing', () => {
    const senders = [
      walSender({ pid: 1, applicationName: 's1', state: 'catchup', clientAddress: '10.0.0.9' }),
      walSender({ pid: 2, applicationName: 's2', at: { flush: undefined, replay: undefined } }),
    ];
    const settings = { synchronous_standby_names: '*' };
    assert.deepEqual(told(seenServer({ walSenders: senders, settings })), [`error commitsWait ${p} !`]);
  });
});

suite('slots', () => {
  const settings = { max_slot_wal_keep_size: '1GB', max_wal_size: '1GB', wal_segment_size: '16MB' };
  const unlimited = { ...settings, max_slot_wal_keep_size: '-1' };
  const slotTold = (given: Parameters<typeof slot>[0], set: SeenOverrides['settings'] = settings) =>
    told(seenServer({ slots: [slot(given)], settings: set }));

  test('lost, or invalid', () => {
    assert.deepEqual(slotTold({ walStatus: 'lost' }), [`error slotLost ${p} standby1 !`]);
    assert.deepEqual(slotTold({ invalidation: 'idle_timeout' }), [`error slotLost ${p} standby1 !`]);
    assert.deepEqual(slotTold({ invalidation: 'rows_removed', synced: true }), [`warning slotLost ${p} standby1 !`]);
  });

  test('in danger', () => {
    assert.deepEqual(slotTold({ walStatus: 'unreserved' }), [`error slotInDanger ${p} standby1 !`]);
    assert.deepEqual(slotTold({ walStatus: 'extended', safeWalSize: 102n * mega }), [
      `error slotInDanger ${p} standby1 !`,
    ]);
    assert.deepEqual(slotTold({ walStatus: 'extended', safeWalSize: 103n * mega }), []);
    const [trouble] = troublesOf(seenServer({ slots: [slot({ safeWalSize: 5n * mega })], settings: unlimited }));
    assert.equal(trouble?.message, 'Slot standby1 is about to be lost: 5 MB more of WAL, then it is.');
  });

  test('unused ones that keep WAL', () => {
    const unused = { active: false, activePid: undefined };
    assert.deepEqual(slotTold({ ...unused, retained: 15n * mega }), []);
    assert.deepEqual(slotTold({ ...unused, retained: 16n * mega }), [`warning slotUnused ${p} standby1`]);
    assert.deepEqual(slotTold({ ...unused, retained: 1025n * mega }), [`warning slotUnused ${p} standby1`]);
    assert.deepEqual(slotTold({ ...unused, retained: 1025n * mega }, unlimited), [`error slotUnused ${p} standby1 !`]);
    assert.deepEqual(slotTold({ ...unused, retained: 1025n * mega, synced: true }, unlimited), []);
    const inactiveSince = new Date(lookedAt.getTime() - 7_500_000);
    const [trouble] = troublesOf(seenServer({ slots: [slot({ ...unused, retained: 20n * mega, inactiveSince })] }));
    assert.match(trouble?.advice ?? '', /^Nobody uses it for 2 h 5 min: /);
  });
});

suite('archive, subscriptions, files', () => {
  test('an archiver is in trouble while its last word is a failure', () => {
    const archiver = { enabled: true, archived: 5n, lastArchived: 'a', failed: 1n, lastFailed: '0001' };
    const [before, after] = [new Date(lookedAt.getTime() - 1000), lookedAt];
    const of = (lastArchivedAt: Date | undefined, lastFailedAt: Date, enabled = true) =>
      told(seenServer({ archiver: { ...archiver, enabled, lastArchivedAt, lastFailedAt } }));
    assert.deepEqual(of(before, after), [`warning archiverFails ${p} !`]);
    assert.deepEqual(of(undefined, after), [`warning archiverFails ${p} !`]);
    assert.deepEqual(of(after, before), []);
    assert.deepEqual(of(before, after, false), []);
  });

  test('subscriptions', () => {
    const of = (given: Parameters<typeof subscription>[0]) =>
      told(seenServer({ subscriptions: [subscription(given)] }));
    assert.deepEqual(of({}), []);
    assert.deepEqual(of({ running: false }), [`warning subscriptionStopped ${p} orders !`]);
    assert.deepEqual(of({ running: false, enabled: false }), [`information subscriptionDisabled ${p} orders`]);
    assert.deepEqual(of({ applyErrors: 2n }), [`information subscriptionErrors ${p} orders`]);
    assert.deepEqual(of({ conflicts: new Map([['insert_exists', 1n]]) }), [
      `information subscriptionConflicts ${p} orders`,
    ]);
    assert.deepEqual(of({ tables: [{ name: 'a.b', state: 'd' }] }), [`information subscriptionCopies ${p} orders`]);
    assert.deepEqual(told(seenStandby({ subscriptions: [subscription({ running: false })] })), [
      'information primaryElsewhere',
    ]);
  });

  test('settings that wait, and files the server would refuse', () => {
    const [error, waiting] = troublesOf(
      seenServer({
        settings: { shared_buffers: { value: '1GB', pendingRestart: true } },
        fileErrors: [
          { view: 'pg_file_settings', file: '/etc/x/postgresql.conf', line: 12, message: 'syntax error' },
          {
            view: 'pg_file_settings',
            file: '/etc/x/postgresql.conf',
            line: 14,
            message: 'setting could not be applied',
          },
        ],
      }),
    );
    assert.equal(
      error?.message,
      `postgresql.conf, line 12 (2 errors): a reload does not take all of it, and ${p} would not start with it.`,
    );
    assert.deepEqual([error?.level, error?.advice], ['error', 'syntax error']);
    assert.equal(waiting?.message, `${p} waits for a restart to take shared_buffers.`);
  });
});

suite('sentences', () => {
  test('names of servers cannot break or flood them', () => {
    const clusterName = `\u001b[31m${'x'.repeat(200)}\n\u202eevil`;
    const looks = [
      unseenServer({ key: s1, last: seenStandby(), reason: 'r'.repeat(300) }),
      seenServer({
        identity: { clusterName },
        slots: [slot({ name: 'y'.repeat(64), walStatus: 'lost' })],
        subscriptions: [subscription({ name: clusterName, running: false })],
        settings: { synchronous_standby_names: `"${'z'.repeat(300)}"` },
      }),
    ];
    const troubles = troublesOf(...looks);
    assert.equal(troubles.length, 4);
    for (const { message } of troubles) assert.doesNotMatch(message, /[\p{Cc}\p{Cf}]/u);
  });
});
