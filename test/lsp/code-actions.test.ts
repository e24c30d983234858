import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { CodeAction, TextEdit } from 'vscode-languageserver';
import { TestConnection } from '../support/test-connection.ts';

/** The text edits of an action, by URI. */
function editsOf(action: CodeAction | undefined): Readonly<Record<string, readonly TextEdit[]>> {
  const changes = action?.edit?.documentChanges ?? [];
  return Object.fromEntries(
    changes.flatMap((change) => ('edits' in change ? [[change.textDocument.uri, change.edits as TextEdit[]]] : [])),
  );
}

suite('code actions', () => {
  test('a finding offers its fixes', async () => {
    await using client = await TestConnection.start({ files: { 'pg/postgresql.conf': '\nmax_wal_sender = 10\n' } });
    const uri = await client.open('pg/postgresql.conf');
    const [fix] = await client.codeActions(uri, 1, ['quickfix']);
    assert.equal(fix?.title, 'Change to max_wal_senders');
    assert.equal(fix?.kind, 'quickfix');
    assert.equal(fix?.diagnostics?.[0]?.code, 'unknown-parameter');
    assert.equal(editsOf(fix)[uri]?.[0]?.newText, 'max_wal_senders');
    assert.deepEqual(await client.codeActions(uri, 0, ['quickfix']), []);
  });

  test('a renamed parameter is rewritten with its value', async () => {
    const text = '# pg-replication: pg=16\nwal_keep_segments = 32\n';
    await using client = await TestConnection.start({ files: { 'pg/postgresql.conf': text } });
    const uri = await client.open('pg/postgresql.conf');
    const [fix] = await client.codeActions(uri, 1, ['quickfix']);
    const written = editsOf(fix)
      [uri]?.map(({ newText }) => newText)
      .join(' ');
    assert.match(written ?? '', /wal_keep_size/);
    assert.match(written ?? '', /512MB/);
  });

  test('source.fixAll applies safe fixes only, and only when asked for', async () => {
    const text = '# pg-replication: pg=16\nwal_keep_segments = 32\nmax_wal_sender = 10\n';
    await using client = await TestConnection.start({ files: { 'pg/postgresql.conf': text } });
    const uri = await client.open('pg/postgresql.conf');
    const [all] = await client.codeActions(uri, 0, ['source.fixAll']);
    assert.equal(all?.kind, 'source.fixAll.pgReplication');
    const edits = editsOf(all)[uri] ?? [];
    assert.ok(edits.length > 0 && edits.every(({ range }) => range.start.line === 1));
    const unasked = await client.codeActions(uri, 1);
    assert.ok(unasked.every(({ kind }) => !kind?.startsWith('source')));
  });

  test('switching is offered as commands of the client, on request anywhere and unasked on settings about it', async () => {
    const text = "work_mem = 4MB\nsynchronous_standby_names = ''\n";
    await using client = await TestConnection.start({ files: { 'pg/postgresql.conf': text } });
    const uri = await client.open('pg/postgresql.conf');
    const asked = (await client.codeActions(uri, 0, ['refactor'])).filter(({ command }) => command);
    assert.deepEqual(
      asked.map(({ command }) => command?.command),
      ['pgReplication.switchToSynchronous', 'pgReplication.switchToAsynchronous'],
    );
    assert.deepEqual(asked[0]?.command?.arguments, [uri]);
    assert.deepEqual(await client.codeActions(uri, 0), []);
    assert.equal((await client.codeActions(uri, 1)).filter(({ kind }) => kind === 'refactor.rewrite').length, 2);
  });

  test('a client without our commands is not offered them', async () => {
    const files = { 'pg/postgresql.conf': "synchronous_standby_names = ''\n" };
    await using client = await TestConnection.start({ files, options: { commands: false } });
    const uri = await client.open('pg/postgresql.conf');
    assert.deepEqual(await client.codeActions(uri, 0, ['refactor']), []);
  });

  test('a client that takes no document changes gets plain ones', async () => {
    const files = { 'pg/postgresql.conf': 'max_wal_sender = 10\n' };
    await using client = await TestConnection.start({ files, workspace: { workspaceEdit: undefined } });
    const uri = await client.open('pg/postgresql.conf');
    const [fix] = await client.codeActions(uri, 0, ['quickfix']);
    assert.equal(fix?.edit?.changes?.[uri]?.[0]?.newText, 'max_wal_senders');
  });
});
