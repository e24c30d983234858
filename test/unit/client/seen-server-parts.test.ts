import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { TextRow } from '../../../client/src/connect/session.ts';
import { fileSettings } from '../../../client/src/live/queries/file-settings.ts';
import { hbaRules } from '../../../client/src/live/queries/hba-rules.ts';
import { settings } from '../../../client/src/live/queries/settings.ts';
import { walReceiver } from '../../../client/src/live/queries/wal-receiver.ts';
import type { Answer, Query } from '../../../client/src/live/query.ts';
import { readConfiguration } from '../../../client/src/live/seen-configuration.ts';
import { readWalReceiver } from '../../../client/src/live/seen-replication.ts';

function answer(given: ReadonlyMap<Query<unknown>, readonly TextRow[]>): Answer {
  return {
    rows: (query) => {
      const rows = given.get(query);
      return rows && query.read(rows);
    },
  };
}

function setting(name: string, value: string, pendingRestart = 'f'): TextRow {
  return { name, value, context: 'sighup', source: 'default', file: null, line: null, pendingRestart };
}

function hba(line: string, rest: TextRow): TextRow {
  const none = { databases: '["all"]', users: '["all"]', address: null, netmask: null, options: null, error: null };
  return { ...none, file: null, line, type: 'host', method: 'trust', ...rest };
}

function receiver(conninfo: string): TextRow {
  const none = { status: null, slot: null, senderHost: null, senderPort: null, receivedTimeline: null };
  return { ...none, pid: '7', conninfo, lastMessageAt: null, latestEnd: null, latestEndAt: null };
}

suite('what is kept of a configuration', () => {
  test('no password of a setting', () => {
    const rows = [
      setting('primary_conninfo', "host=a password='hunter 2' user=b"),
      setting('archive_command', 'scp postgresql://me:hunter2@h/x'),
      setting('my.password', 'hunter2'),
      setting('password_encryption', 'scram-sha-256'),
      setting('db_user_password', ''),
    ];
    const seen = readConfiguration(answer(new Map([[settings, rows]])), undefined);
    assert.deepEqual(
      [...seen.settings.values()].map(({ value }) => value),
      ['host=a password=**** user=b', 'scp postgresql://me:****@h/x', '****', 'scram-sha-256', ''],
    );
  });

  test('no password of an HBA option, however long', () => {
    const options = '["ldapserver=x","ldapbindpasswd=hunter 2 \'hunter2","radiussecrets=hunter2,hunter3"]';
    const seen = readConfiguration(answer(new Map([[hbaRules, [hba('1', { options })]]])), undefined);
    assert.deepEqual(seen.hbaRules?.[0]?.options, ['ldapserver=x', 'ldapbindpasswd=****', 'radiussecrets=****']);
  });

  test('errors, but not a value that waits for a restart', () => {
    const error = { file: '/c', line: '3', message: 'setting could not be applied' };
    const given = new Map<Query<unknown>, readonly TextRow[]>([
      [settings, [setting('max_connections', '5', 't'), setting('hba_file', '/h')]],
      [
        fileSettings,
        [
          { ...error, name: 'Max_Connections' },
          { ...error, name: 'port' },
          { name: null, file: null, line: null, message: 'could not open' },
        ],
      ],
      [hbaRules, [hba('1', { type: null, method: null, error: 'bad' }), hba('2', { type: null, method: null })]],
    ]);
    const seen = readConfiguration(answer(given), undefined);
    assert.deepEqual(seen.fileErrors, [
      { view: 'pg_file_settings', file: '/c', line: 3, message: 'setting could not be applied' },
      { view: 'pg_file_settings', file: '', line: undefined, message: 'could not open' },
      { view: 'pg_hba_file_rules', file: '/h', line: 1, message: 'bad' },
      { view: 'pg_hba_file_rules', file: '/h', line: 2, message: 'cannot be read' },
    ]);
    assert.deepEqual(seen.hbaRules, []);
  });
});

suite('the conninfo of a WAL receiver, which has no quotes', () => {
  const cases = [
    [
      'user=u dbname=replication host=h port=5433 application_name=a b=c "d" fallback_application_name=walreceiver ',
      'a b=c "d"',
    ],
    ['user=u dbname=replication host=h port=5433 fallback_application_name=second sslmode=prefer ', 'second'],
    ['user=u host=h port=5433 application_name=last ', 'last'],
  ] as const;
  for (const [conninfo, name] of cases) {
    test(name, () => {
      const [row] = walReceiver.read([receiver(conninfo)]);
      assert.ok(row);
      const { applicationName, senderHost, senderPort } = readWalReceiver(row, 10);
      assert.deepEqual(
        { applicationName, senderHost, senderPort },
        { applicationName: name, senderHost: 'h', senderPort: 5433 },
      );
    });
  }
});
