import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Hover, TextEdit } from 'vscode-languageserver';
import { TestConnection } from '../support/test-connection.ts';

const text = 'wal_levle = {{ level }}\nport={{ port }}\n';

suite('templates', () => {
  test('are judged and explained, and never laid out', async () => {
    await using client = await TestConnection.start({});
    const uri = await client.open('roles/pg/templates/postgresql.conf.j2', text);
    const found = await client.pull(uri);
    assert.deepEqual(
      found.map(({ code, range }) => [code, range.start.line]),
      [['unknown-parameter', 0]],
    );
    const position = { line: 1, character: 2 };
    const hover = await client.connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri },
      position,
    });
    assert.match(JSON.stringify(hover?.contents), /port/);
    const options = { tabSize: 8, insertSpaces: true };
    const edits = await client.connection.sendRequest<TextEdit[]>('textDocument/formatting', {
      textDocument: { uri },
      options,
    });
    assert.deepEqual(edits, []);
  });
});
