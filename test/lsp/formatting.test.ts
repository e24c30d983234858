import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Range, TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { TestConnection } from '../support/test-connection.ts';

async function formatted(path: string, text: string, range?: Range): Promise<string> {
  await using client = await TestConnection.start({});
  const uri = await client.open(path, text);
  const options = { tabSize: 8, insertSpaces: true };
  const edits = range
    ? await client.connection.sendRequest<TextEdit[]>('textDocument/rangeFormatting', {
        textDocument: { uri },
        range,
        options,
      })
    : await client.connection.sendRequest<TextEdit[]>('textDocument/formatting', { textDocument: { uri }, options });
  return TextDocument.applyEdits(TextDocument.create(uri, '', 0, text), edits);
}

suite('formatting', () => {
  test('a file of each kind', async () => {
    assert.equal(await formatted('pg/postgresql.conf', '  port=1\n'), 'port = 1\n');
    assert.equal(
      await formatted('pg/pg_hba.conf', 'local all  all\ttrust\n'),
      'local   all             all                                     trust\n',
    );
    assert.equal(await formatted('pg/pg_ident.conf', 'm a b\n'), 'm               a                       b\n');
  });

  test('only the lines that are asked for', async () => {
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 2 } };
    assert.equal(
      await formatted('pg/postgresql.conf', 'port=1\nfsync=on\nwork_mem=4MB\n', range),
      'port=1\nfsync = on\nwork_mem=4MB\n',
    );
  });

  test('what ALTER SYSTEM writes is left to the server', async () => {
    assert.equal(await formatted('pg/postgresql.auto.conf', "  port='1'\n"), "  port='1'\n");
  });
});
