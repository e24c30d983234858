import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { root, TestConnection } from '../support/test-connection.ts';

const project = JSON.stringify({
  servers: [
    { name: 'pg1', folder: 'a', major: 16, hosts: ['10.0.0.1'] },
    { name: 'pg2', folder: 'b', major: 16 },
  ],
});
const files = {
  'pg-replication.json': project,
  'a/postgresql.conf': 'max_connections = 300\n',
  'b/standby.signal': '',
  'b/postgresql.conf': "primary_conninfo = 'host=10.0.0.1 user=r application_name=b'\nmax_connections = 200\n",
};

suite('between servers', () => {
  test('a finding stands in one server’s file and points into the other’s', async () => {
    await using client = await TestConnection.start({ files });
    const findings = await client.pull(await client.open('b/postgresql.conf'));
    const found = findings.find(({ code }) => code === 'setting-below-primary');
    assert.equal(found?.severity, 1);
    assert.deepEqual(found?.range.start, { line: 1, character: 18 });
    const [related] = found?.relatedInformation ?? [];
    assert.equal(related?.location.uri, `${root}/a/postgresql.conf`);
    assert.deepEqual(related?.location.range.start, { line: 0, character: 18 });
  });

  test('it goes when the other server’s file is changed, saved or not', async () => {
    await using client = await TestConnection.start({ files });
    const standby = await client.open('b/postgresql.conf');
    const primary = await client.open('a/postgresql.conf');
    const rules = async () => (await client.codes(standby)).filter((code) => code.includes('below-primary'));
    assert.deepEqual(await rules(), ['1 setting-below-primary']);
    await client.change(primary, 'max_connections = 200\n');
    assert.deepEqual(await rules(), []);
  });

  test('a server beside them that is open alone is given no findings of others', async () => {
    await using client = await TestConnection.start({ files });
    const codes = await client.codes(await client.open('a/postgresql.conf'));
    assert.deepEqual(
      codes.filter((code) => code.includes('below-primary')),
      [],
    );
  });
});

suite('the drawing of a workspace', () => {
  test('holds its servers and their streams', async () => {
    await using client = await TestConnection.start({ files });
    const drawn = await client.connection.sendRequest<readonly string[]>('pgReplication/drawTopology');
    assert.deepEqual(drawn, [
      'flowchart TD\n  s0["pg1<br>primary, 16"]\n  s1["pg2<br>standby, 16"]\n  s0 -->|"asynchronous"| s1\n',
    ]);
  });

  test('is nothing without servers', async () => {
    await using client = await TestConnection.start({ files: { 'readme.md': '' } });
    assert.deepEqual(await client.connection.sendRequest('pgReplication/drawTopology'), []);
  });
});

suite('a fix in another server’s file', () => {
  test('puts the record where the standby’s connection meets it first', async () => {
    const hba = '# ours\r\nhost all,replication all all reject\r\n';
    const servers = [
      { name: 'pg1', folder: 'a', major: 16 },
      { name: 'pg2', folder: 'b', major: 16, hosts: ['10.0.0.2'], upstream: 'pg1' },
    ];
    await using client = await TestConnection.start({
      files: {
        'pg-replication.json': JSON.stringify({ servers }),
        'a/postgresql.conf': "listen_addresses = '*'\n",
        'a/pg_hba.conf': hba,
        'b/standby.signal': '',
        'b/postgresql.conf': "primary_conninfo = 'host=pg1 user=all application_name=b'\n",
      },
    });
    const uri = await client.open('b/postgresql.conf');
    const actions = await client.codeActions(uri, 0, ['quickfix']);
    const action = actions.find(({ title }) => title === 'Let all in from 10.0.0.2');
    const [change] = action?.edit?.documentChanges ?? [];
    assert.ok(change && 'edits' in change);
    assert.equal(change.textDocument.uri, `${root}/a/pg_hba.conf`);
    const [edit] = change.edits;
    assert.ok(edit && 'newText' in edit);
    assert.deepEqual(edit.range, { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } });
    assert.equal(edit.newText, 'host replication "all" 10.0.0.2/32 scram-sha-256\r\n');
  });
});
