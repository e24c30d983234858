import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { DocumentLink, DocumentSymbol, FoldingRange, Location } from 'vscode-languageserver';
import { root, TestConnection } from '../support/test-connection.ts';

const files = {
  'pg/postgresql.conf': "work_mem = 4MB\ninclude 'a.conf'\n",
  'pg/a.conf': 'work_mem = 8MB\n',
  'pg/pg_hba.conf': '# TYPE\nhost all all all ldap ldapserver=x ldapbindpasswd=hush\n',
};

suite('finding one’s way', () => {
  test('from an include to its file, from an overridden setting to the one in force', async () => {
    await using client = await TestConnection.start({ files });
    const textDocument = { uri: await client.open('pg/postgresql.conf') };
    const at = (line: number) =>
      client.connection.sendRequest<Location | null>('textDocument/definition', {
        textDocument,
        position: { line, character: 2 },
      });
    assert.equal((await at(0))?.uri, `${root}/pg/a.conf`);
    assert.equal((await at(1))?.uri, `${root}/pg/a.conf`);
    assert.equal(await at(2), null);
  });

  test('links of include directives', async () => {
    await using client = await TestConnection.start({ files });
    const textDocument = { uri: await client.open('pg/postgresql.conf') };
    const links = await client.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', { textDocument });
    assert.deepEqual(
      links.map(({ target }) => target),
      [`${root}/pg/a.conf`],
    );
  });

  test('symbols are settings or records; options of records are left out', async () => {
    await using client = await TestConnection.start({ files });
    const symbols = async (path: string) => {
      const textDocument = { uri: await client.open(path) };
      return client.connection.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
    };
    assert.deepEqual(
      (await symbols('pg/postgresql.conf')).map(({ name, detail }) => `${name} ${detail}`),
      ['work_mem 4MB', 'include a.conf'],
    );
    const records = await symbols('pg/pg_hba.conf');
    assert.deepEqual(
      records.map(({ name }) => name),
      ['host all all'],
    );
    assert.doesNotMatch(JSON.stringify(records), /hush/);
  });

  test('sections of the stock file and blocks of comments fold', async () => {
    const text = [
      '#---',
      '# WRITE-AHEAD LOG',
      '#---',
      '',
      '# - Settings -',
      '',
      '#wal_level = replica',
      'fsync = on',
      '',
      '#---',
      '# REPLICATION',
      '#---',
      '# one',
      '# two',
      '# three',
    ];
    await using client = await TestConnection.start({ files: { 'pg/postgresql.conf': text.join('\n') } });
    const textDocument = { uri: await client.open('pg/postgresql.conf') };
    const folds = await client.connection.sendRequest<FoldingRange[]>('textDocument/foldingRange', { textDocument });
    const shown = folds.map(({ startLine, endLine, kind }) => `${kind} ${startLine}-${endLine}`);
    assert.ok(shown.includes('region 1-7'));
    assert.ok(shown.includes('region 4-7'));
    assert.ok(shown.some((fold) => fold.startsWith('comment') && fold.endsWith('-14')));
  });
});
