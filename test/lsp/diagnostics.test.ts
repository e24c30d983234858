import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { WorkspaceDiagnosticReport } from 'vscode-languageserver';
import { eventually } from '../support/eventually.ts';
import { root, TestConnection } from '../support/test-connection.ts';

const mistyped = 'max_wal_sender = 10\n';

suite('diagnostics', () => {
  test('a finding has a code, the page of its rule, a place and a source', async () => {
    await using client = await TestConnection.start({ files: { 'pg/postgresql.conf': mistyped } });
    const [finding] = await client.pull(await client.open('pg/postgresql.conf'));
    assert.equal(finding?.code, 'unknown-parameter');
    assert.equal(finding?.severity, 1);
    assert.equal(finding?.source, 'pg-replication');
    assert.equal(finding?.codeDescription?.href, 'https://example.invalid/rules/unknown-parameter.md');
    assert.deepEqual(finding?.range, { start: { line: 0, character: 0 }, end: { line: 0, character: 14 } });
  });

  test('what is typed counts, not what is saved', async () => {
    await using client = await TestConnection.start({ files: { 'pg/postgresql.conf': mistyped } });
    const uri = await client.open('pg/postgresql.conf');
    assert.deepEqual(await client.codes(uri), ['0 unknown-parameter']);
    await client.change(uri, 'max_wal_senders = 10\n');
    assert.deepEqual(await client.codes(uri), []);
  });

  test('an included file is judged within its server, with the unsaved text of the others', async () => {
    const files = {
      'pg/postgresql.conf': "work_mem = 4MB\ninclude 'conf.d/a.conf'\n",
      'pg/conf.d/a.conf': 'work_mem = 8MB\n',
    };
    await using client = await TestConnection.start({ files });
    const main = await client.open('pg/postgresql.conf');
    assert.ok((await client.codes(main)).some((code) => code.startsWith('0 ')));
    const included = await client.open('pg/conf.d/a.conf');
    await client.change(included, '\n');
    assert.deepEqual(await client.codes(main), []);
  });

  test('the other place of a contradiction is a related location', async () => {
    const files = { 'pg/postgresql.conf': 'work_mem = 4MB\nwork_mem = 8MB\n' };
    await using client = await TestConnection.start({ files });
    const findings = await client.pull(await client.open('pg/postgresql.conf'));
    const related = findings.flatMap(({ relatedInformation }) => relatedInformation ?? []);
    assert.ok(related.some(({ location }) => location.range.start.line === 1));
  });

  test('the same findings have the same id, and are not sent twice', async () => {
    await using client = await TestConnection.start({ files: { 'pg/postgresql.conf': mistyped } });
    const textDocument = { uri: await client.open('pg/postgresql.conf') };
    const first = await client.connection.sendRequest<{ resultId: string }>('textDocument/diagnostic', {
      textDocument,
    });
    const again = await client.connection.sendRequest<{ kind: string }>('textDocument/diagnostic', {
      textDocument,
      previousResultId: first.resultId,
    });
    assert.equal(again.kind, 'unchanged');
  });
});

suite('diagnostics of a workspace', () => {
  test('the workspace report holds files that are not open, also of a second server', async () => {
    const files = { 'a/postgresql.conf': mistyped, 'b/postgresql.conf': mistyped, 'b/conf.d/x.conf': mistyped };
    await using client = await TestConnection.start({ files });
    const ask = (previousResultIds: readonly unknown[]) =>
      client.connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds });
    const { items } = await ask([]);
    assert.deepEqual(items.map(({ uri }) => uri).sort(), [`${root}/a/postgresql.conf`, `${root}/b/postgresql.conf`]);
    const again = await ask(items.map(({ uri, resultId }) => ({ uri, value: resultId })));
    assert.deepEqual(
      again.items.map(({ kind }) => kind),
      ['unchanged', 'unchanged'],
    );
  });

  test('a client that cannot pull is sent findings, and an empty list when the file is closed', async () => {
    await using client = await TestConnection.start({
      files: { 'pg/postgresql.conf': mistyped },
      textDocument: { diagnostic: undefined },
    });
    assert.equal(client.capabilities.diagnosticProvider, undefined);
    const uri = await client.open('pg/postgresql.conf');
    const first = await eventually(() => client.pushed.at(-1));
    assert.deepEqual(
      first.diagnostics.map(({ code }) => code),
      ['unknown-parameter'],
    );
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await eventually(() => (client.pushed.at(-1)?.diagnostics.length === 0 ? true : undefined));
  });

  test('a change on the disk is seen once the client tells of it', async () => {
    const files = { 'pg/postgresql.conf': "include 'a.conf'\n", 'pg/a.conf': 'work_mem = 8MB\n' };
    await using client = await TestConnection.start({ files });
    const uri = await client.open('pg/postgresql.conf');
    assert.deepEqual(await client.codes(uri), []);
    client.disk.delete(`${root}/pg/a.conf`);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: `${root}/pg/a.conf`, type: 3 }],
    });
    assert.deepEqual(await client.codes(uri), ['0 missing-include']);
  });

  test('a rule can be silenced or given another severity', async () => {
    const settings = { rules: { 'unknown-parameter': 'off', 'duplicate-setting': 'hint', nonsense: 7 } };
    const files = { 'pg/postgresql.conf': `${mistyped}work_mem = 4MB\nwork_mem = 8MB\n` };
    await using client = await TestConnection.start({ files, options: { settings }, settings });
    const findings = await client.pull(await client.open('pg/postgresql.conf'));
    assert.deepEqual(
      findings.map(({ code, severity }) => `${code} ${severity}`),
      ['duplicate-setting 4'],
    );
  });

  test('the major of the setting is used where nothing else names one', async () => {
    const files = {
      'pg/postgresql.conf': 'wal_keep_segments = 32\n',
      '12/main/postgresql.conf': 'wal_keep_segments = 32\n',
    };
    await using client = await TestConnection.start({
      files,
      options: { settings: { pgVersion: '13' } },
      settings: { pgVersion: '13' },
    });
    assert.equal((await client.codes(await client.open('pg/postgresql.conf'))).length, 1);
    assert.equal((await client.codes(await client.open('12/main/postgresql.conf'))).length, 0);
  });

  test('passwords never leave the server in messages', async () => {
    const text =
      "primary_conninfo = 'host=a password=hush1 nonsense=1'\nprimary_conninfo = 'host=a password=hush2 sslmode=no'\n";
    await using client = await TestConnection.start({ files: { 'pg/postgresql.conf': text } });
    const told = JSON.stringify(await client.pull(await client.open('pg/postgresql.conf')));
    assert.doesNotMatch(told, /hush/);
  });
});

suite('absolute includes', () => {
  test('are read in the workspace, and are not those of the machine of who edits', async () => {
    const files = {
      'pg/postgresql.conf': `include '${root.slice('file://'.length)}/mistyped.conf'\ninclude '/etc/pg/mistyped.conf'\n`,
      'mistyped.conf': mistyped,
    };
    await using client = await TestConnection.start({ files });
    client.disk.set('file:///etc/pg/mistyped.conf', mistyped);
    assert.deepEqual(await client.codes(await client.open('pg/postgresql.conf')), ['1 include-elsewhere']);
    assert.deepEqual(await client.codes(await client.open('mistyped.conf')), ['0 unknown-parameter']);
  });
});
