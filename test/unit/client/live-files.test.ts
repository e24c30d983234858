import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { compareConfigurations } from '../../../client/src/live/comparison.ts';
import { inForceFiles, liveConfiguration } from '../../../client/src/live/live-files.ts';
import { liveFindings, RememberedFindings } from '../../../client/src/live/live-findings.ts';
import { parseServerUri } from '../../../client/src/live/server-uri.ts';
import { setForUs, settingsText } from '../../../client/src/live/settings-text.ts';
import type { Major } from '../../../core/src/catalog/parameter.ts';
import { seenServer, seenStandby } from '../../support/looks.ts';

const everything = { primary_conninfo: '', restore_command: '', hba_file: '/data/pg_hba.conf' };

suite('what is in force, as files', () => {
  test('what ALTER ROLE gave to us only is not taken for what the server gives to others', async () => {
    const seen = seenServer({
      settings: {
        synchronous_commit: { value: 'off', source: 'user', file: undefined, line: undefined },
        work_mem: { value: '64MB', source: 'database', file: undefined, line: undefined },
        port: '5433',
      },
    });
    assert.deepEqual(setForUs(seen), ['synchronous_commit', 'work_mem']);
    assert.match(
      settingsText(seen),
      /^# Set for our role or database, so not known for others: synchronous_commit, work_mem$/m,
    );
    const config = await liveConfiguration('main', seen);
    assert.equal(config.word('synchronous_commit'), 'on');
    const other = await liveConfiguration('main', seenServer({ settings: { work_mem: '4MB', port: '5433' } }));
    const { left, right } = compareConfigurations(config, other, new Set(setForUs(seen)));
    assert.equal(left, right);
  });

  test('settings by category and name, with the place they were set at', () => {
    const text = settingsText(
      seenServer({
        settings: {
          wal_level: { value: 'logical', line: 7, pendingRestart: true },
          archive_command: "cp %p '/a b/%f'",
          port: { value: '5433', source: 'command line', file: undefined, line: undefined },
          'my.option': 'x',
        },
      }),
    );
    const head = '# In force on this server, as pg_settings tells; defaults are left out. This text cannot be edited.';
    assert.deepEqual(text.split('\n'), [
      head,
      '',
      '# Connections and Authentication / Connection Settings',
      "port = '5433'  # command line",
      '',
      '# Customized Options',
      "my.option = 'x'  # /data/postgresql.conf, line 1",
      '',
      '# Write-Ahead Log / Archiving',
      "archive_command = 'cp %p ''/a b/%f'''  # /data/postgresql.conf, line 1",
      '',
      '# Write-Ahead Log / Settings',
      "wal_level = 'logical'  # /data/postgresql.conf, line 7; a new value waits for a restart",
      '',
    ]);
  });

  test('defaults, our own session and names of other builds are left out', () => {
    const text = settingsText(
      seenServer({
        settings: {
          work_mem: { value: '4MB', source: 'default' },
          data_directory: { value: '/data', source: 'override' },
          statement_timeout: { value: '5s', source: 'client' },
          lock_timeout: { value: '1s', source: 'session' },
          block_size: { value: '8192', context: 'internal' },
          vendor_option: 'on',
        },
      }),
    );
    assert.equal(text.trim().split('\n').length, 1);
  });
});

suite('what is in force reads back', () => {
  test('values read back exactly, on one line each, whatever is in them', async () => {
    const values = ["it's", 'a\\b', 'line\nbreak\r\n#x', '# no comment', '', ' ', 'ünïcode', "\\'", '$(x)'];
    for (const value of values) {
      const seen = seenServer({ settings: { log_line_prefix: { value, file: '/a\nport = 1' } } });
      const server = await liveConfiguration('shop', seen);
      assert.equal(server.setting('log_line_prefix').value, value);
      assert.equal(server.settings.length, 1);
      assert.deepEqual(server.problems, []);
    }
  });

  test('passwords are masked, even where the look did not', async () => {
    const seen = seenStandby({
      settings: { primary_conninfo: 'host=a password=hunter2', restore_command: 'PGPASSWORD=hunter2 fetch %f %p' },
      hbaRules: [
        {
          file: '/data/pg_hba.conf',
          line: 3,
          type: 'host',
          databases: ['all', 'a b'],
          users: ['+staff', '@x', '"q'],
          address: '10.0.0.0',
          netmask: '255.0.0.0',
          method: 'ldap',
          options: ['ldapserver=x', 'ldapbasedn=o', 'ldapbindpasswd=hunter2 yes'],
        },
      ],
    });
    const files = inForceFiles(seen);
    assert.deepEqual([...files.keys()], ['postgresql.conf', 'pg_hba.conf', 'standby.signal']);
    assert.equal(
      files.get('pg_hba.conf'),
      'host all,"a b" +staff,"@x","""q" 10.0.0.0 255.0.0.0 ldap ldapserver=x ldapbasedn=o ldapbindpasswd=****  # /data/pg_hba.conf, line 3\n',
    );
    assert.doesNotMatch([...files.values()].join(''), /hunter2/);
    assert.doesNotMatch(JSON.stringify(await liveFindings('shop', seen)), /hunter2/);
    const { hba, problems } = await liveConfiguration('shop', seen);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      hba.map(({ databases, users, mask }) =>
        [databases, users].map((them) => them.map(({ text }) => text)).concat([[mask?.text ?? '']]),
      ),
      [[['all', 'a b'], ['+staff', '@x', '"q'], ['255.0.0.0']]],
    );
  });
});

suite('findings on a live server', () => {
  const sync = { synchronous_standby_names: 's1', ...everything };

  test('have a place that can be opened', async () => {
    const seen = seenServer({ key: '[::1]:5432', settings: sync });
    const [finding] = await liveFindings('Shop / 1', seen);
    assert.ok(finding);
    assert.equal(finding.diagnostic.rule, 'no-spare-synchronous-standby');
    const uri = new URL(finding.uri);
    assert.deepEqual(parseServerUri(uri.host, uri.pathname), {
      cluster: 'Shop / 1',
      server: '[::1]:5432',
      part: 'inForce',
      path: '/postgresql.conf',
    });
    const text = inForceFiles(seen).get('postgresql.conf') ?? '';
    assert.equal(text.slice(finding.range.start, finding.range.end), "'s1'");
  });

  test('the role is that of now, in every major', async () => {
    for (const major of [10, 18] satisfies Major[]) {
      const primary = await liveConfiguration('shop', seenServer({ identity: { major } }));
      const standby = await liveConfiguration('shop', seenStandby({ identity: { major } }));
      assert.deepEqual([primary.role, standby.role, standby.roleIsKnown], ['primary', 'standby', true]);
    }
  });

  test('a setting that may not be seen is not one that is not set', async () => {
    const rules = async (settings: Readonly<Record<string, string>>) =>
      (await liveFindings('shop', seenStandby({ settings }))).map(({ diagnostic }) => diagnostic.rule);
    assert.deepEqual(await rules({}), []);
    assert.deepEqual(await rules(everything), ['standby-without-source']);
  });

  test('the rules run again only where the settings were read anew', () => {
    const remembered = new RememberedFindings();
    const seen = seenServer({ settings: sync });
    const first = remembered.of('shop', seen);
    assert.equal(remembered.of('shop', { ...seen, roundTrip: 9 }), first);
    assert.notEqual(remembered.of('other', seen), first);
    assert.notEqual(remembered.of('shop', { ...seen, settings: new Map() }), first);
    remembered.forget('shop');
    assert.notEqual(remembered.of('shop', seen), first);
  });
});
