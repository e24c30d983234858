import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { promoteStandby } from '../../../client/src/act/promote-standby.ts';
import { pauseReplay, resumeReplay } from '../../../client/src/act/replay.ts';
import type { ClusterManager, Look } from '../../../client/src/live/server-look.ts';
import { majors } from '../../../core/src/index.ts';
import { allowed, consequences, refusal, subjectOf } from '../../support/acting.ts';
import {
  type SeenOverrides,
  seenServer,
  seenStandby,
  slot,
  stages,
  unseenServer,
  walReceiver,
  walSender,
} from '../../support/looks.ts';

const [p, s1, s2, s3] = ['127.0.0.1:5432', '127.0.0.1:5433', '127.0.0.1:5434', '127.0.0.1:5435'] as const;

const main = seenServer({ identity: { clusterName: 'main' } });

function standby(overrides: SeenOverrides = {}) {
  return seenStandby({ ...overrides, identity: { clusterName: 'near', ...overrides.identity } });
}

function promoted(overrides: SeenOverrides = {}, ...others: readonly Look[]) {
  return promoteStandby(subjectOf(s1, ...others, standby(overrides)));
}

suite('pausing and resuming replay', () => {
  test('a standby that paused because it allows less than its primary would stop', () => {
    const wide = seenServer({ identity: { clusterName: 'main' }, settings: { max_connections: '200' } });
    const low = (major: 13 | 14) =>
      standby({ identity: { major }, wal: { replayPause: 'paused' }, settings: { max_connections: '100' } });
    const warned = consequences(resumeReplay(subjectOf(s1, wide, low(14))));
    assert.match(warned, /max_connections is lower than on the primary, resuming SHUTS IT DOWN/);
    assert.doesNotMatch(consequences(resumeReplay(subjectOf(s1, wide, low(13)))), /SHUTS/);
  });

  test('the statements', () => {
    assert.deepEqual(allowed(pauseReplay(subjectOf(s1, standby()))).statements, [
      'SELECT pg_catalog.pg_wal_replay_pause()',
    ]);
    const paused = standby({ wal: { replayPause: 'paused' } });
    assert.deepEqual(allowed(resumeReplay(subjectOf(s1, paused))).statements, [
      'SELECT pg_catalog.pg_wal_replay_resume()',
    ]);
  });

  test('only standbys, and only what is not so already', () => {
    assert.match(refusal(pauseReplay(subjectOf(p, main))), /main is no standby/);
    assert.match(refusal(resumeReplay(subjectOf(p, main))), /main is no standby/);
    assert.match(refusal(pauseReplay(subjectOf(s1, standby({ wal: { replayPause: 'paused' } })))), /paused already/);
    assert.match(refusal(resumeReplay(subjectOf(s1, standby()))), /not paused/);
    allowed(resumeReplay(subjectOf(s1, standby({ wal: { replayPause: 'pause requested' } }))));
  });

  test('commits at remote_apply wait for a synchronous standby', () => {
    const feeding = (syncState: string) =>
      subjectOf(s1, seenServer({ walSenders: [walSender({ syncState, applicationName: 'near' })] }), standby());
    assert.match(consequences(pauseReplay(feeding('sync'))), /remote_apply hang/);
    assert.match(consequences(pauseReplay(feeding('quorum'))), /remote_apply hang/);
    assert.doesNotMatch(consequences(pauseReplay(feeding('async'))), /hang/);
  });

  test('resuming at a recovery target ends recovery', () => {
    const settings = { recovery_target_lsn: '0/5000000' };
    const paused = standby({ wal: { replayPause: 'paused' }, settings });
    assert.match(consequences(resumeReplay(subjectOf(s1, paused))), /recovery_target_lsn\), resuming ENDS recovery/);
  });
});

suite('promoting: the statement and its guards', () => {
  test('from 12 on by SQL, before by hand', () => {
    for (const major of majors) {
      const action = promoted({ identity: { major } });
      if (major < 12) assert.match(refusal(action), /pg_ctl promote -D \/data.* trigger_file/);
      else assert.deepEqual(allowed(action).statements, ['SELECT pg_catalog.pg_promote(true, 60)']);
    }
    assert.match(allowed(promoted()).whenFalse ?? '', /within 60 s/);
  });

  test('a primary, and a standby whose replay is paused', () => {
    assert.match(refusal(promoteStandby(subjectOf(p, main))), /main is a primary already/);
    for (const replayPause of ['paused', 'pause requested'] as const)
      assert.match(refusal(promoted({ wal: { replayPause } })), /resume it first/);
  });

  const commands: Readonly<Record<ClusterManager, RegExp>> = {
    Patroni: /patronictl switchover.*patronictl failover/,
    repmgr: /repmgr standby switchover.*repmgr standby promote/,
    pg_auto_failover: /pg_autoctl perform switchover.*pg_autoctl perform failover/,
    CloudNativePG: /kubectl cnpg promote/,
    'Zalando operator': /patronictl switchover/,
    'Crunchy operator': /spec\.patroni\.switchover/,
  };
  for (const manager of [
    'Patroni',
    'repmgr',
    'pg_auto_failover',
    'CloudNativePG',
    'Zalando operator',
    'Crunchy operator',
  ] as const)
    test(`behind the back of ${manager} it is refused with the command to use`, () => {
      assert.match(refusal(promoted({ manager })), commands[manager]);
      const seenBefore = unseenServer({ last: { ...main, manager } });
      assert.match(refusal(promoted({}, seenBefore)), commands[manager], 'seen on another server, before it died');
    });
});

suite('promoting: what it splits and loses', () => {
  test('the old primary answers', () => {
    const lines = consequences(promoted({}, main));
    assert.match(lines, /main STILL ANSWERS as primary: .* TWO PRIMARIES/);
    assert.match(lines, /Stop main first/);
  });

  test('the old primary does not answer us, but the standby still streams from it', () => {
    const lines = consequences(promoted({}, unseenServer({ last: main })));
    assert.match(lines, /STILL STREAMS \(127\.0\.0\.1:5432\)/);
    assert.match(lines, /main does not answer us, which does not prove that it is down/);
  });

  test('the old primary is gone, or nowhere in the profile', () => {
    const alone = { walReceiver: undefined };
    assert.doesNotMatch(consequences(promoted(alone, unseenServer({ last: main }))), /STILL/);
    assert.match(consequences(promoted(alone)), /not in this profile: whether it still answers is not known/);
  });

  test('WAL that has not arrived', () => {
    const behind = walSender({ applicationName: 'near', at: stages(0x4f00000n) });
    const feeding = seenServer({ identity: { clusterName: 'main' }, walSenders: [behind] });
    assert.match(consequences(promoted({}, feeding)), /1 MB of WAL have not arrived here and would be lost/);
    const dead = unseenServer({ last: main });
    const wal = { received: 0x4e00000n, replayed: 0x4e00000n };
    assert.match(consequences(promoted({ wal }, dead)), /When main was last seen, 2 MB of its WAL had not arrived/);
    assert.doesNotMatch(consequences(promoted({}, dead)), /lost/);
  });

  test('WAL that has arrived and is not replayed', () => {
    assert.match(consequences(promoted({ wal: { replayed: 0x4f00000n } })), /1 MB that arrived are replayed first/);
  });

  test('another standby has more', () => {
    const ahead = standby({ key: s2, identity: { clusterName: 'far' }, wal: { received: 0x5100000n } });
    assert.match(consequences(promoted({}, ahead)), /far has 1 MB more of WAL: promote that one/);
    const stranger = standby({
      key: s2,
      identity: { clusterName: 'far', systemIdentifier: '1' },
      wal: { received: 0x5100000n },
    });
    assert.doesNotMatch(consequences(promoted({}, stranger)), /more of WAL/);
  });

  test('who must follow, and who does by itself', () => {
    const own = standby({
      key: s2,
      identity: { clusterName: 'below' },
      walReceiver: walReceiver({ senderPort: 5433, applicationName: 'below' }),
    });
    const other = standby({
      key: s3,
      identity: { clusterName: 'beside' },
      walReceiver: walReceiver({ applicationName: 'beside' }),
    });
    const walSenders = [walSender({ applicationName: 'below' })];
    const lines = consequences(promoted({ walSenders }, main, own, other));
    assert.match(lines, /Standbys of it go on with it: below\./);
    assert.match(lines, /must be pointed to it \(primary_conninfo\): beside\./);
    assert.match(lines, /timeline 2 or later .* pg_rewind or a new base backup/);
  });

  test('logical slots that stay behind', () => {
    const slots = ['synced', 'left'].map((name) => slot({ name, kind: 'logical' }));
    const here = [slot({ name: 'synced', kind: 'logical', synced: true })];
    const lines = consequences(promoted({ slots: here }, seenServer({ slots })));
    assert.match(lines, /Logical slots that do not exist here.*: left\./);
  });
});
