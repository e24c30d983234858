import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { root, TestConnection } from '../support/test-connection.ts';

interface Changed {
  readonly server: string;
  readonly changes: readonly { readonly what: string; readonly needs: string; readonly at?: unknown }[];
}

async function changesSince(
  files: Readonly<Record<string, string>>,
  before: Readonly<Record<string, string | null>>,
): Promise<readonly string[]> {
  await using client = await TestConnection.start({ files });
  const texts = Object.fromEntries(Object.entries(before).map(([path, text]) => [`${root}/${path}`, text]));
  const servers = await client.connection.sendRequest<readonly Changed[]>('pgReplication/restartOrReload', {
    before: texts,
  });
  return servers.flatMap(({ server, changes }) => changes.map(({ what, needs }) => `${server} ${what}: ${needs}`));
}

suite('restart or reload?', () => {
  const conf = (lines: string) => `# pg-replication: pg=16\n${lines}`;

  test('each change has what its parameter needs', async () => {
    const now = conf('max_connections = 200\nwal_keep_size = 1GB\nsynchronous_commit = local\nport = 5432\n');
    const was = conf('max_connections = 100\nwal_keep_size = 64MB\n');
    assert.deepEqual(await changesSince({ 'pg/postgresql.conf': now }, { 'pg/postgresql.conf': was }), [
      'pg max_connections: restart',
      'pg synchronous_commit: reload',
      'pg wal_keep_size: reload',
    ]);
  });

  test('what means the same to the server is no change', async () => {
    const now = conf('wal_keep_size = 1GB # more\nhot_standby = yes\n');
    const was = conf("# other\nwal_keep_size = '1024MB'\n\nhot_standby = on\n");
    assert.deepEqual(await changesSince({ 'pg/postgresql.conf': now }, { 'pg/postgresql.conf': was }), []);
  });

  test('an included file counts, and so does one that is new', async () => {
    const files = { 'pg/postgresql.conf': conf("include_if_exists 'more.conf'\n"), 'pg/more.conf': 'port = 5433\n' };
    assert.deepEqual(await changesSince(files, { 'pg/more.conf': null }), ['pg port: restart']);
  });

  test('roles and records', async () => {
    const files = {
      'pg/postgresql.conf': conf(''),
      'pg/standby.signal': '',
      'pg/pg_hba.conf': 'local  all all peer # why\nhost all all ::1/128 trust\n',
    };
    const before = { 'pg/standby.signal': null, 'pg/pg_hba.conf': 'local all all peer\n' };
    assert.deepEqual(await changesSince(files, before), ['pg role: restart', 'pg pg_hba.conf: reload']);
    const sameRecords = { 'pg/pg_hba.conf': '# more\nlocal all all peer\nhost all all ::1/128   trust\n' };
    assert.deepEqual(await changesSince(files, sameRecords), []);
  });

  test('a password is no part of what is told', async () => {
    const files = { 'pg/postgresql.conf': conf("primary_conninfo = 'host=a password=hunter2'\n") };
    await using client = await TestConnection.start({ files });
    const told = await client.connection.sendRequest('pgReplication/restartOrReload', {
      before: { [`${root}/pg/postgresql.conf`]: conf("primary_conninfo = 'host=a password=hunter1'\n") },
    });
    assert.match(JSON.stringify(told), /primary_conninfo/);
    assert.doesNotMatch(JSON.stringify(told), /hunter/);
  });
});

suite('explain this setting', () => {
  test('the page names majors, servers and rules', async () => {
    const files = { 'a/postgresql.conf': 'wal_keep_size = 64\n', 'b/postgresql.conf': 'wal_level = logical\n' };
    await using client = await TestConnection.start({ files });
    const uri = await client.open('b/postgresql.conf');
    const page = await client.connection.sendRequest<string>('pgReplication/explainSetting', {
      uri,
      position: { line: 0, character: 3 },
    });
    assert.match(page, /^# wal_level\n/);
    assert.match(page, /\| a \| 19 \| primary \| `replica` \| default \|/);
    assert.match(page, /\| b \| 19 \| primary \| `logical` \| postgresql\.conf \|/);
    assert.match(page, /\[wal-level-too-low\]\(https:/);
  });

  test('there is none for a place that holds no setting', async () => {
    await using client = await TestConnection.start({ files: { 'pg/postgresql.conf': '# only words here\n' } });
    const uri = await client.open('pg/postgresql.conf');
    const asked = { uri, position: { line: 0, character: 12 } };
    assert.equal(await client.connection.sendRequest('pgReplication/explainSetting', asked), null);
  });
});

suite('converting a value', () => {
  const titles = async (line: string) => {
    await using client = await TestConnection.start({ files: { 'pg/postgresql.conf': `${line}\n` } });
    const uri = await client.open('pg/postgresql.conf');
    return (await client.codeActions(uri, 0, ['refactor.rewrite.unit'])).map(({ title }) => title);
  };

  test('offers every unit in which the value is a whole number', async () => {
    assert.deepEqual(await titles('wal_keep_size = 1024'), [
      'Write as 1GB',
      'Write as 1024MB',
      'Write as 1048576kB',
      'Write as 1073741824B',
    ]);
    assert.deepEqual(await titles("wal_sender_timeout = '90s'"), ['Write as 90000ms', 'Write as 90000000us']);
  });

  test('offers nothing where there is no unit', async () => {
    for (const line of ['max_wal_senders = 10', 'wal_keep_size = 0', "cluster_name = '1GB'", 'wal_keep_size = many'])
      assert.deepEqual(await titles(line), [], line);
  });
});

suite('who may connect', () => {
  const ask = async (files: Readonly<Record<string, string>>, path: string) => {
    await using client = await TestConnection.start({ files });
    const attempt = { type: 'host', tls: false, gss: false, database: undefined, user: 'rep', address: '10.0.0.7' };
    return await client.connection.sendRequest<{
      readonly outcome: string;
      readonly steps: readonly {
        readonly record: string;
        readonly fits: string;
        readonly at: { readonly range: { readonly start: { readonly line: number } } };
      }[];
    } | null>('pgReplication/whoMayConnect', { uri: await client.open(path), attempt });
  };

  test('names the record that decides, from any file of the server', async () => {
    const files = {
      'pg/postgresql.conf': '',
      'pg/pg_hba.conf': 'local all all peer\nhost replication rep 10.0.0.0/24 scram-sha-256\n',
    };
    for (const path of Object.keys(files)) {
      const answer = await ask(files, path);
      assert.equal(answer?.outcome, 'asked');
      assert.deepEqual(
        answer?.steps.map(({ record, fits, at }) => [at.range.start.line, fits, record]),
        [
          [0, 'no', 'local all all peer'],
          [1, 'yes', 'host replication rep 10.0.0.0/24 scram-sha-256'],
        ],
      );
    }
  });

  test('there is no answer without HBA records, and no secret in one', async () => {
    assert.equal(await ask({ 'pg/postgresql.conf': '' }, 'pg/postgresql.conf'), null);
    const hba = 'host replication rep 10.0.0.0/8 radius radiusservers=a radiussecrets=hunter2\n';
    const answer = await ask(
      { 'pg/postgresql.conf': '# pg-replication: pg=17\n', 'pg/pg_hba.conf': hba },
      'pg/pg_hba.conf',
    );
    assert.equal(answer?.steps.length, 1);
    assert.doesNotMatch(JSON.stringify(answer), /hunter2/);
  });
});
