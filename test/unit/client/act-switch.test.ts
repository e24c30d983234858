import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { notInForce } from '../../../client/src/act/not-in-force.ts';
import { switchToAsynchronous } from '../../../client/src/act/switch-to-asynchronous.ts';
import { type SynchronousChoice, switchToSynchronous } from '../../../client/src/act/switch-to-synchronous.ts';
import { streamingStandbys } from '../../../client/src/act/synchronous-list.ts';
import { parseSynchronousStandbyNames } from '../../../core/src/index.ts';
import { allowed, consequences, hostileNames, refusal, subjectOf } from '../../support/acting.ts';
import {
  type SeenOverrides,
  seenServer,
  seenStandby,
  unseenServer,
  walReceiver,
  walSender,
} from '../../support/looks.ts';

const [p, s1, s2] = ['127.0.0.1:5432', '127.0.0.1:5433', '127.0.0.1:5434'] as const;

/** A primary named main with standbys a, b and c that stream, unless told otherwise. */
function primary(overrides: SeenOverrides = {}) {
  const settings = { synchronous_standby_names: '', synchronous_commit: { value: 'on', source: 'default' } };
  return seenServer({
    walSenders: ['a', 'b', 'c'].map((applicationName, index) => walSender({ pid: index + 1, applicationName })),
    ...overrides,
    identity: { clusterName: 'main', ...overrides.identity },
    settings: { ...settings, ...overrides.settings },
  });
}

function choose(standbys: readonly string[], more: Partial<SynchronousChoice> = {}): SynchronousChoice {
  return { method: 'FIRST', count: 1, standbys, ...more };
}

function switched(choice: SynchronousChoice, overrides: SeenOverrides = {}) {
  return switchToSynchronous(subjectOf(p, primary(overrides)), choice);
}

suite('switching to synchronous replication', () => {
  test('writes the list and reloads', () => {
    const action = allowed(switched(choose(['a', 'b'], { method: 'ANY' })));
    assert.deepEqual(action.statements, [
      "ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (a, b)'",
      'SELECT pg_catalog.pg_reload_conf()',
    ]);
    assert.deepEqual([action.cluster, action.server, action.verb], ['shop', p, 'Switch']);
  });

  test('changes the commit level where it was chosen, or where commits would not wait', () => {
    const levels = [
      [choose(['a']), 'local', "'on'"],
      [choose(['a']), 'off', "'on'"],
      [choose(['a'], { level: 'remote_apply' }), 'on', "'remote_apply'"],
      [choose(['a']), 'remote_write', undefined],
      [choose(['a'], { level: 'on' }), 'on', undefined],
    ] as const;
    for (const [choice, present, written] of levels) {
      const [first] = allowed(switched(choice, { settings: { synchronous_commit: present } })).statements;
      const expected = written && `ALTER SYSTEM SET synchronous_commit = ${written}`;
      assert.equal(first?.includes('synchronous_commit') ? first : undefined, expected, present);
    }
  });

  test('says for the death of each server whether writes wait or something is lost', () => {
    const lines = consequences(switched(choose(['a', 'b'])));
    assert.match(lines, /If a dies: writes go on, another standby takes its place; nothing is lost\./);
    assert.match(lines, /If c dies: writes go on, since no commit waits for it\./);
    assert.match(
      lines,
      /If main dies: writes stop .* no confirmed commit is lost as long as that is the one of a and b that has received most\./,
    );
    const single = consequences(switched(choose(['a'])));
    assert.match(single, /If a dies: writes wait until it is back or the list is changed; nothing is lost\./);
    assert.match(single, /If main dies: .* as long as that is a\./);
  });
});

suite('which standbys can be chosen', () => {
  test('counts only standbys that are there as spares', () => {
    const lines = consequences(switched(choose(['a', 'gone'])));
    assert.match(lines, /If a dies: writes wait/);
    assert.match(lines, /gone is not connected now/);
    assert.match(refusal(switched(choose(['gone']))), /gone does not stream from main now: every commit would hang/);
    assert.match(refusal(switched(choose(['a', 'gone', 'lost'], { count: 2 }))), /gone and lost do not stream/);
  });

  test('standbys that catch up, back up or archive confirm nothing', () => {
    const walSenders = [
      walSender({ pid: 1, applicationName: 'a', state: 'catchup' }),
      walSender({ pid: 2, applicationName: 'pg_basebackup' }),
      walSender({ pid: 3, applicationName: 'pg_receivewal' }),
      walSender({ pid: 4, applicationName: '*' }),
      walSender({ pid: 5, applicationName: 'b' }),
      walSender({ pid: 6, applicationName: 'b' }),
    ];
    assert.deepEqual(streamingStandbys(subjectOf(p, primary({ walSenders }))), ['b']);
    for (const name of ['a', 'pg_basebackup', 'pg_receivewal', '*'])
      assert.match(refusal(switched(choose([name]), { walSenders })), /does not stream/, name);
    assert.match(consequences(switched(choose(['b']), { walSenders })), /Several standbys stream as b/);
  });

  test('names are compared as the server does', () => {
    allowed(switched(choose(['A'])));
    assert.match(refusal(switched(choose(['a', 'A']))), /each once/);
  });

  test('refuses counts that no list has', () => {
    for (const [standbys, count] of [
      [[], 1],
      [['a'], 0],
      [['a'], 2],
      [['a', 'b'], 1.5],
    ] as const)
      assert.match(refusal(switched(choose(standbys, { count }))), /Choose at least as many standbys/);
  });

  test('remote_apply needs standbys that replay', () => {
    const sender = walSender({ pid: 1, applicationName: 'a', slot: 'a' });
    const paused = seenStandby({
      key: s1,
      wal: { replayPause: 'paused' },
      walReceiver: walReceiver({ slot: 'a', applicationName: 'a' }),
      settings: { recovery_min_apply_delay: '5min' },
    });
    const subject = subjectOf(p, primary({ walSenders: [sender] }), paused);
    assert.match(
      refusal(switchToSynchronous(subject, choose(['a'], { level: 'remote_apply' }))),
      /Replay is paused on a/,
    );
    allowed(switchToSynchronous(subject, choose(['a'])));
    const going = subjectOf(p, primary({ walSenders: [sender] }), {
      ...paused,
      wal: { ...paused.wal, replayPause: 'not paused' },
    });
    assert.match(consequences(switchToSynchronous(going, choose(['a'], { level: 'remote_apply' }))), /a delays replay/);
  });

  test('hostile names stay names', () => {
    for (const applicationName of hostileNames) {
      const walSenders = [walSender({ applicationName })];
      const [statement = ''] = allowed(switched(choose([applicationName]), { walSenders })).statements;
      const written = /^ALTER SYSTEM SET synchronous_standby_names = (E?)'((?:[^'\\]|''|\\\\)*)'$/s.exec(statement);
      assert.ok(written, statement);
      const [, prefix = '', body = ''] = written;
      const value = (prefix ? body.replaceAll('\\\\', '\\') : body).replaceAll("''", "'");
      const list = parseSynchronousStandbyNames(value);
      assert.deepEqual('code' in list ? list : list.names.map(({ text }) => text), [applicationName]);
      assert.equal(prefix === 'E', applicationName.includes('\\'));
    }
  });
});

suite('what hinders a switch', () => {
  const hindrances: readonly (readonly [string, SeenOverrides, RegExp])[] = [
    ['a standby', { identity: { inRecovery: true } }, /main is a standby/],
    [
      'the command line',
      { settings: { synchronous_standby_names: { value: 'x', source: 'command line' } } },
      /synchronous_standby_names is given on the command line of main, which wins/,
    ],
    [
      'allow_alter_system',
      { settings: { synchronous_standby_names: 'x', allow_alter_system: 'off' } },
      /allows no ALTER SYSTEM/,
    ],
    [
      'a syntax error in a file',
      {
        settings: { synchronous_standby_names: 'x' },
        fileErrors: [{ view: 'pg_file_settings', file: '/data/postgresql.conf', line: 7, message: 'syntax error' }],
      },
      /would apply nothing, because of \/data\/postgresql\.conf, line 7: syntax error/,
    ],
    ['Patroni', { settings: { synchronous_standby_names: 'x' }, manager: 'Patroni' }, /Use "patronictl edit-config"/],
    ['pg_auto_failover', { manager: 'pg_auto_failover' }, /Use "pg_autoctl set formation/],
  ];
  for (const [title, overrides, why] of hindrances)
    test(title, () => {
      assert.match(refusal(switched(choose(['a']), overrides)), why);
      assert.match(refusal(switchToAsynchronous(subjectOf(p, primary(overrides)))), why);
    });

  test('a commit level on the command line hinders only its own change', () => {
    const settings = { synchronous_commit: { value: 'off', source: 'command line' } };
    assert.match(refusal(switched(choose(['a']), { settings })), /synchronous_commit is given on the command line/);
    allowed(switchToAsynchronous(subjectOf(p, primary({ settings: { ...settings, synchronous_standby_names: 'a' } }))));
  });

  test('repmgr leaves the list to the server', () => {
    allowed(switched(choose(['a']), { manager: 'repmgr' }));
  });

  test('a server that is not reached', () => {
    const subject = subjectOf(p, unseenServer({ last: primary() }));
    assert.match(refusal(switchToSynchronous(subject, choose(['a']))), /was not reached: Nobody listens there\./);
    assert.match(refusal(switchToAsynchronous(subject)), /was not reached/);
  });

  test('a role with a level of its own is told', () => {
    const settings = { synchronous_commit: { value: 'local', source: 'user' } };
    assert.match(
      consequences(switched(choose(['a']), { settings })),
      /sets synchronous_commit = local, which wins there/,
    );
  });
});

suite('switching to asynchronous replication', () => {
  const list = { synchronous_standby_names: { value: 'FIRST 1 (a)', file: '/etc/pg/postgresql.conf', line: 12 } };

  test('writes an empty list, and says why and where', () => {
    const action = allowed(switchToAsynchronous(subjectOf(p, primary({ settings: list, waitingCommits: 3 }))));
    assert.deepEqual(action.statements, [
      "ALTER SYSTEM SET synchronous_standby_names = ''",
      'SELECT pg_catalog.pg_reload_conf()',
    ]);
    const lines = action.consequences.join('\n');
    assert.match(lines, /Commits that wait now are released: 3\./);
    assert.match(lines, /not the line taken out \(RESET\)/);
    assert.match(lines, /kept in \/data\/postgresql\.auto\.conf.*overrides \/etc\/pg\/postgresql\.conf, line 12/);
    assert.match(lines, /If main dies: .* confirmed commits that had not arrived there are lost\./);
    assert.match(lines, /If a dies: writes go on\./);
  });

  test('says nothing of an override where the line is in postgresql.auto.conf', () => {
    const settings = { synchronous_standby_names: { value: 'a', file: '/data/postgresql.auto.conf', line: 3 } };
    assert.doesNotMatch(consequences(switchToAsynchronous(subjectOf(p, primary({ settings })))), /overrides/);
  });

  test('is refused where nobody waits', () => {
    assert.match(refusal(switchToAsynchronous(subjectOf(p, primary()))), /waits for no standby already/);
  });
});

suite('after the reload', () => {
  const at = (value: string, ...states: readonly (string | undefined)[]) =>
    subjectOf(
      p,
      primary({
        settings: { synchronous_standby_names: { value, file: '/data/x.conf', line: 4 } },
        walSenders: states.map((syncState, pid) => walSender({ pid, applicationName: `s${pid}`, syncState })),
      }),
    ).server;

  test('it is said if another value holds', () => {
    const problem = notInForce(at('old', 'async'), 'FIRST 1 (s0)');
    assert.match(problem ?? '', /still runs with synchronous_standby_names = 'old' \(\/data\/x\.conf, line 4\)/);
    assert.match(notInForce(at('old'), '') ?? '', /did not take effect/);
  });

  test('it is said if too few standbys count', () => {
    assert.match(
      notInForce(at('FIRST 2 (s0, s1)', 'sync', 'async'), 'FIRST 2 (s0, s1)') ?? '',
      /waits for 2 .* and 1 count/,
    );
  });

  test('nothing is said if all is well or not known', () => {
    assert.equal(notInForce(at('FIRST 1 (s0, s1)', 'sync', 'potential'), 'FIRST 1 (s0, s1)'), undefined);
    assert.equal(notInForce(at('ANY 1 (s0, s1)', 'quorum', 'quorum'), 'ANY 1 (s0, s1)'), undefined);
    assert.equal(notInForce(at('', 'async'), ''), undefined);
    assert.equal(notInForce(at('ANY 1 (s0)', undefined), 'ANY 1 (s0)'), undefined);
    assert.equal(notInForce(subjectOf(s2, unseenServer({ key: s2 })).server, 'a'), undefined);
  });
});
