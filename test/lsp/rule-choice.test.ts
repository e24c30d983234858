import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { eventually } from '../support/eventually.ts';
import { TestConnection } from '../support/test-connection.ts';

const twice = 'port = 1\nport = 2\n';
const project = (it: unknown) => JSON.stringify(it);

suite('rules as the user chooses them', () => {
  test('the project file sets severities, and wins over the editor', async () => {
    const files = {
      'pg-replication.json': project({ rules: { 'duplicate-setting': 'error' } }),
      'pg/postgresql.conf': twice,
    };
    const settings = { rules: { 'duplicate-setting': 'off' } };
    await using client = await TestConnection.start({ files, settings, options: { settings } });
    const [finding] = await client.pull(await client.open('pg/postgresql.conf'));
    assert.deepEqual([finding?.code, finding?.severity], ['duplicate-setting', 1]);
  });

  test('without a word in the project file, the settings of the editor hold', async () => {
    const files = { 'pg-replication.json': project({ presets: [] }), 'pg/postgresql.conf': twice };
    const settings = { rules: { 'duplicate-setting': 'off' } };
    await using client = await TestConnection.start({ files, settings, options: { settings } });
    assert.deepEqual(await client.codes(await client.open('pg/postgresql.conf')), []);
  });

  test('an organisation rule from a shared file is a finding like others, without a page of ours', async () => {
    const rule = { id: 'our-port', parameter: 'port', equals: 5432, message: 'Monitoring looks at 5432.', fix: 5432 };
    const files = {
      'pg-replication.json': project({ extends: ['rules/ours.pg-replication.json'] }),
      'rules/ours.pg-replication.json': project({ organisation: [rule] }),
      'pg/postgresql.conf': 'port = 5433\n',
    };
    await using client = await TestConnection.start({ files });
    const uri = await client.open('pg/postgresql.conf');
    const [finding] = await client.pull(uri);
    assert.deepEqual(
      [finding?.code, finding?.message, finding?.codeDescription],
      ['our-port', 'Monitoring looks at 5432.', undefined],
    );
    const titles = (await client.codeActions(uri, 0)).map(({ title }) => title);
    assert.deepEqual(titles.slice(0, 2), ['Set port to 5432', 'Ignore our-port for this line']);
  });

  test('each workspace folder has its own settings', async () => {
    const files = { 'a/postgresql.conf': `wal_keep_segments = 1\n${twice}`, 'b/postgresql.conf': twice };
    const folders = { a: { pgVersion: '12', rules: { 'duplicate-setting': 'off' } }, b: {} };
    await using client = await TestConnection.start({ files, folders });
    const [a, b] = [await client.open('a/postgresql.conf'), await client.open('b/postgresql.conf')];
    await eventually(async () => ((await client.codes(a)).length === 0 ? true : undefined));
    assert.deepEqual(await client.codes(b), ['0 duplicate-setting']);
  });
});

suite('the project file itself', () => {
  test('a broken project file has findings of its own, and the rest of the workspace is judged', async () => {
    const files = {
      'pg-replication.json': '{ "rules": { "duplicate-setting": "loud" }, ',
      'pg/postgresql.conf': twice,
    };
    await using client = await TestConnection.start({ files });
    const own = await client.pull(await client.open('pg-replication.json'));
    assert.ok(own.length >= 2);
    for (const { code } of own) assert.equal(code, 'project-file');
    assert.deepEqual(await client.codes(await client.open('pg/postgresql.conf')), ['0 duplicate-setting']);
  });

  test('what is typed into the project file counts at once', async () => {
    const files = { 'pg-replication.json': '{}', 'pg/postgresql.conf': twice };
    await using client = await TestConnection.start({ files });
    const uri = await client.open('pg/postgresql.conf');
    assert.deepEqual(await client.codes(uri), ['0 duplicate-setting']);
    await client.change(await client.open('pg-replication.json'), project({ rules: { 'duplicate-setting': 'off' } }));
    assert.deepEqual(await client.codes(uri), []);
  });

  test('findings of the project file are among those of the workspace, closed or open', async () => {
    const files = { 'pg-replication.json': '{ "presets": ["perfect"] }', 'pg/postgresql.conf': '' };
    await using client = await TestConnection.start({ files });
    const report = await client.connection.sendRequest<{ items: { uri: string; items: { code: string }[] }[] }>(
      'workspace/diagnostic',
      { previousResultIds: [] },
    );
    const found = report.items.filter(({ items }) => items.length > 0);
    assert.deepEqual(
      found.map(({ uri, items }) => [uri.split('/').at(-1), items[0]?.code]),
      [['pg-replication.json', 'project-file']],
    );
  });

  test('the action that silences a rule leaves a record of several lines whole', async () => {
    const hba = 'local all \\\n  all trust map=x\n';
    const files = { 'pg/postgresql.conf': '# pg-replication: pg=16\n', 'pg/pg_hba.conf': hba };
    await using client = await TestConnection.start({ files });
    const uri = await client.open('pg/pg_hba.conf');
    const action = (await client.codeActions(uri, 1)).find(({ title }) => title.startsWith('Ignore '));
    const changes = action?.edit?.documentChanges?.flatMap((it) => ('edits' in it ? it.edits : [])) ?? [];
    assert.deepEqual(
      changes.map(({ range }) => [range.start.line, range.start.character]),
      [[0, 0]],
    );
  });
});
