import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { TextDocumentEdit } from 'vscode-languageserver';
import { type SetTargetResult, setTargetRequest, type TargetInfo, targetRequest } from '../../server/src/protocol.ts';
import { eventually } from '../support/eventually.ts';
import { root, TestConnection } from '../support/test-connection.ts';

async function targetOf(client: TestConnection, path: string) {
  const uri = await client.open(path);
  return client.connection.sendRequest<TargetInfo>(targetRequest, { uri });
}

suite('target', () => {
  test('the first source that knows', async () => {
    const files = {
      'pg-replication.json': '{"servers":[{"name":"pg1","folder":"a","major":14,"role":"standby"}]}',
      'a/postgresql.conf': '',
      'b/PG_VERSION': '12\n',
      'b/postgresql.conf': '',
      '15/main/postgresql.conf': '',
      'c/postgresql.conf': '# pg-replication: pg=11\n',
      'd/part.conf': 'work_mem = 4MB\n',
    };
    await using client = await TestConnection.start({ files });
    const told = async (path: string) => {
      const { major, from, role, roleIsKnown, server } = await targetOf(client, path);
      return `${major} ${from} ${role} ${roleIsKnown} ${server}`;
    };
    assert.equal(await told('a/postgresql.conf'), '14 project standby true pg1');
    assert.equal(await told('b/postgresql.conf'), '12 PG_VERSION primary false b');
    assert.equal(await told('15/main/postgresql.conf'), '15 path primary false main');
    assert.equal(await told('c/postgresql.conf'), '11 comment primary false c');
    assert.match(await told('d/part.conf'), /newest primary false undefined$/);
  });

  test('a change of the target is told', async () => {
    await using client = await TestConnection.start({ files: { 'a/postgresql.conf': '' } });
    const uri = await client.open('a/postgresql.conf');
    await client.pull(uri);
    await eventually(() => client.targets.at(-1));
    await client.change(uri, '# pg-replication: pg=16\n');
    await client.pull(uri);
    const changed = await eventually(() => client.targets.find(({ major }) => major === 16));
    assert.deepEqual([changed.uri, changed.from], [uri, 'comment']);
  });

  test('a major is written as a comment, changed and taken away', async () => {
    await using client = await TestConnection.start({ files: { 'a/postgresql.conf': 'work_mem = 4MB\n' } });
    const uri = await client.open('a/postgresql.conf');
    const edits = async (major: number | 'auto') => {
      const edit = await client.connection.sendRequest<SetTargetResult>(setTargetRequest, { uri, major });
      const [change] = (edit?.documentChanges ?? []) as TextDocumentEdit[];
      return change?.edits.map(({ range, ...rest }) => `${range.start.line}-${range.end.line} ${JSON.stringify(rest)}`);
    };
    assert.deepEqual(await edits(16), ['0-0 {"newText":"# pg-replication: pg=16\\n"}']);
    assert.equal(await edits('auto'), undefined);
    await client.change(uri, '# pg-replication: pg=16\nwork_mem = 4MB\n');
    assert.deepEqual(await edits(17), ['0-1 {"newText":"# pg-replication: pg=17\\n"}']);
    assert.deepEqual(await edits('auto'), ['0-1 {"newText":""}']);
  });

  test('a role is written into the project file', async () => {
    await using client = await TestConnection.start({ files: { 'a/postgresql.conf': '' } });
    const uri = await client.open('a/postgresql.conf');
    const edit = await client.connection.sendRequest<SetTargetResult>(setTargetRequest, { uri, role: 'standby' });
    const changes = JSON.stringify(edit?.documentChanges);
    assert.ok(changes.includes(`${root}/pg-replication.json`));
    assert.match(changes, /\\"role\\": \\"standby\\"/);
  });
});
