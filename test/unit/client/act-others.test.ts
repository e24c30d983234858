import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { auditLine } from '../../../client/src/act/audit-line.ts';
import { reloadConfiguration } from '../../../client/src/act/reload-configuration.ts';
import {
  disableSubscription,
  enableSubscription,
  refreshSubscription,
  skipTransaction,
} from '../../../client/src/act/subscriptions.ts';
import { terminateWalSender } from '../../../client/src/act/terminate-wal-sender.ts';
import { unmet } from '../../../client/src/act/unmet.ts';
import type { FileError, Subscription } from '../../../client/src/live/server-look.ts';
import { allowed, consequences, hostileNames, refusal, subjectOf } from '../../support/acting.ts';
import {
  type SeenOverrides,
  seenServer,
  seenStandby,
  subscription,
  unseenServer,
  walSender,
} from '../../support/looks.ts';

const p = '127.0.0.1:5432';

function having(more: Partial<Subscription>, overrides: SeenOverrides = {}) {
  return subjectOf(p, seenServer({ subscriptions: [subscription({ name: 'sub', ...more })], ...overrides }));
}

suite('subscriptions', () => {
  test('the statements', () => {
    const running = having({});
    assert.deepEqual(allowed(disableSubscription(running, 'sub')).statements, ['ALTER SUBSCRIPTION "sub" DISABLE']);
    assert.deepEqual(allowed(refreshSubscription(running, 'sub')).statements, [
      'ALTER SUBSCRIPTION "sub" REFRESH PUBLICATION',
    ]);
    assert.deepEqual(allowed(skipTransaction(running, 'sub', '16/B374D848')).statements, [
      `ALTER SUBSCRIPTION "sub" SKIP (lsn = '16/B374D848')`,
    ]);
    assert.deepEqual(allowed(enableSubscription(having({ enabled: false }), 'sub')).statements, [
      'ALTER SUBSCRIPTION "sub" ENABLE',
    ]);
  });

  test('what is so already, or cannot be', () => {
    assert.match(refusal(enableSubscription(having({}), 'sub')), /enabled already/);
    assert.match(refusal(enableSubscription(having({ enabled: false, slot: undefined }), 'sub')), /slot_name = NONE/);
    assert.match(refusal(disableSubscription(having({ enabled: false }), 'sub')), /disabled already/);
    assert.match(refusal(refreshSubscription(having({ enabled: false }), 'sub')), /is disabled/);
    assert.match(refusal(disableSubscription(having({}), 'gone')), /no subscription gone any more/);
    const standby = subjectOf(p, seenStandby({ key: p, subscriptions: [subscription({ name: 'sub' })] }));
    assert.match(refusal(disableSubscription(standby, 'sub')), /is a standby: change sub on its primary/);
  });

  test('one of another database names that database', () => {
    const elsewhere = having({ here: false, database: 'app' });
    for (const make of [disableSubscription, refreshSubscription])
      assert.match(refusal(make(elsewhere, 'sub')), /in database app, .* dbname=app/);
    const subscriptions = [
      subscription({ name: 'sub', here: false, database: 'app', enabled: false }),
      subscription({ name: 'sub' }),
    ];
    allowed(disableSubscription(subjectOf(p, seenServer({ subscriptions })), 'sub'));
  });

  test('skipping needs 15 and an LSN', () => {
    for (const major of [10, 14] as const)
      assert.match(refusal(skipTransaction(having({}, { identity: { major } }), 'sub', '0/1')), /origin_advance/);
    allowed(skipTransaction(having({}, { identity: { major: 15 } }), 'sub', '0/1'));
    for (const lsn of ['', '1', '0/', 'g/1', '0/0', "0/1'); --", '123456789/0', '0/1\n'])
      assert.notEqual(refusal(skipTransaction(having({}), 'sub', lsn)), '', lsn);
    assert.match(consequences(skipTransaction(having({ skip: 5n }), 'sub', '0/1')), /replaces a skip/);
  });

  test('hostile names stay names', () => {
    for (const name of hostileNames) {
      const [statement = ''] = allowed(disableSubscription(having({ name }), name)).statements;
      assert.match(statement, /^ALTER SUBSCRIPTION "(?:[^"]|"")*" DISABLE$/s);
      assert.equal(statement.slice(20, -9).replaceAll('""', '"'), name);
    }
  });
});

suite('terminating a WAL sender', () => {
  const startedAt = new Date('2026-07-01T11:00:00.250Z');
  const ending = (applicationName: string, more: Parameters<typeof walSender>[0] = {}) =>
    terminateWalSender(
      subjectOf(p, seenServer({ walSenders: [walSender({ pid: 7, applicationName, startedAt, ...more })] })),
      7,
    );

  test('only the one that was seen', () => {
    assert.deepEqual(allowed(ending('near')).statements, [
      "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_replication WHERE pid = 7 AND application_name = 'near' AND backend_start BETWEEN '2026-07-01T11:00:00.249Z' AND '2026-07-01T11:00:00.251Z'",
    ]);
    assert.match(allowed(ending('near')).whenFalse ?? '', /gone already/);
    assert.match(refusal(terminateWalSender(subjectOf(p, seenServer()), 7)), /gone already/);
  });

  test('without the right to see its start, by process and name', () => {
    const [statement = ''] = allowed(ending('near', { startedAt: undefined })).statements;
    assert.match(statement, /application_name = 'near'$/);
  });

  test('says what becomes of its receiver and of commits', () => {
    assert.match(consequences(ending('pg_basebackup')), /The base backup fails/);
    assert.match(consequences(ending('near', { syncState: 'sync' })), /connects again .*\n.*commits may wait/);
  });

  test('hostile names stay literals', () => {
    for (const name of hostileNames) {
      const [statement = ''] = allowed(ending(name, { startedAt: undefined })).statements;
      const literal = name.includes('\\')
        ? /application_name = E'(?:[^'\\]|''|\\\\)*'$/s
        : /application_name = '(?:[^'\\]|'')*'$/s;
      assert.match(statement, literal);
    }
  });
});

suite('reloading', () => {
  const reloading = (...fileErrors: readonly FileError[]) =>
    reloadConfiguration(subjectOf(p, seenServer({ fileErrors })));
  const inSettings = { view: 'pg_file_settings', file: '/data/postgresql.conf', line: 3 } as const;

  test('the statement', () => {
    const { statements, consequences: lines } = allowed(reloading());
    assert.deepEqual(statements, ['SELECT pg_catalog.pg_reload_conf()']);
    assert.equal(lines.length, 1);
  });

  test('says what errors in the files make of it', () => {
    const syntax = consequences(reloading({ ...inSettings, message: 'syntax error' }));
    assert.match(syntax, /applies NOTHING of them\.\n\/data\/postgresql\.conf, line 3: syntax error/);
    const value = consequences(reloading({ ...inSettings, message: 'setting could not be applied' }));
    assert.match(value, /stay as they are; the others are applied/);
    assert.doesNotMatch(value, /NOTHING|has errors/);
    const hba = consequences(
      reloading({ view: 'pg_hba_file_rules', file: '/data/pg_hba.conf', line: undefined, message: 'invalid' }),
    );
    assert.match(hba, /pg_hba\.conf has errors: all of it stays.*\n\/data\/pg_hba\.conf: invalid/);
    assert.doesNotMatch(hba, /settings have errors/);
  });

  test('a server that is not reached', () => {
    assert.match(refusal(reloadConfiguration(subjectOf(p, unseenServer()))), /was not reached/);
  });
});

suite('the answer to a statement', () => {
  const whenFalse = 'It was not promoted.';

  test('false, and no row at all, mean that nothing was done', () => {
    assert.equal(unmet({ whenFalse }, 'SELECT pg_promote()', [[{ pg_promote: 'f' }]]), whenFalse);
    assert.equal(unmet({ whenFalse }, 'SELECT pg_terminate_backend(pid) …', [[]]), whenFalse);
    assert.match(unmet({}, 'SELECT pg_reload_conf()', [[{ pg_reload_conf: 'f' }]]) ?? '', /not done/);
  });

  test('everything else means that it was done', () => {
    assert.equal(unmet({ whenFalse }, 'SELECT pg_promote()', [[{ pg_promote: 't' }]]), undefined);
    assert.equal(unmet({ whenFalse }, 'SELECT pg_wal_replay_pause()', [[{ pg_wal_replay_pause: '' }]]), undefined);
    assert.equal(unmet({ whenFalse }, 'SELECT pg_create…', [[{ slot_name: 'a', lsn: null }]]), undefined);
    assert.equal(unmet({ whenFalse }, 'ALTER SYSTEM SET a = 1', [[]]), undefined);
  });
});

suite('the audit', () => {
  const at = new Date('2026-07-01T12:00:00.000Z');

  test('time, target, statement and outcome on one line', () => {
    assert.equal(
      auditLine({ cluster: 'shop', server: p }, 'SELECT 1', 'done', at),
      '2026-07-01T12:00:00.000Z shop/127.0.0.1:5432 SELECT 1 → done',
    );
  });

  test('no password, no second line and no colour', () => {
    const line = auditLine(
      { cluster: 'shop\nshop', server: p },
      "ALTER SYSTEM SET primary_conninfo = 'host=a password=hunter2'\r\n\u2028\u001b[31m",
      'The server refused: postgresql://u:hunter2@h/d\u0085\u009b31m',
      at,
    );
    assert.doesNotMatch(line, /hunter2/);
    assert.doesNotMatch(line, /[\p{Cc}\p{Zl}\p{Zp}]/u);
    assert.match(line, /shop\\u000ashop.*\\u000d\\u000a\\u2028\\u001b\[31m →/);
  });
});
