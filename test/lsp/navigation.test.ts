import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { DocumentLink, DocumentSymbol, FoldingRange, Location, SymbolInformation } from 'vscode-languageserver';
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

  test('to nothing where an included file does not exist', async () => {
    await using client = await TestConnection.start({ files: { 'pg/here.conf': '' } });
    const asked = async (path: string, text: string) => {
      const textDocument = { uri: await client.open(path, text) };
      const position = { line: 1, character: 10 };
      return await client.connection.sendRequest<Location | null>('textDocument/definition', {
        textDocument,
        position,
      });
    };
    assert.equal(await asked('pg/postgresql.conf', "\ninclude 'gone.conf'\n"), null);
    assert.equal(await asked('pg/postgresql.auto.conf', "\ninclude_if_exists 'gone.conf'\n"), null);
    assert.equal((await asked('pg/some.conf', "\ninclude 'here.conf'\n"))?.uri, `${root}/pg/here.conf`);
    assert.equal(await asked('pg/pg_hba.conf', '# pg-replication: pg=16\ninclude gone.conf\n'), null);
  });

  test('to maps, @files, included files of records, standbys', async () => {
    const given = {
      'pg/postgresql.conf': "synchronous_standby_names = 'rome'\ninclude_dir 'conf.d'\n",
      'pg/conf.d/01.conf': 'fsync = on\n',
      'pg/conf.d/02.conf': 'fsync = off\n',
      'pg/pg_hba.conf': 'hostssl @dbs all all cert map=certs\ninclude more.conf\n',
      'pg/dbs': 'shop\n',
      'pg/more.conf': 'local all all peer\n',
      'pg/pg_ident.conf': 'certs cn repl\nother cn repl\ncerts cn2 repl\n',
      'standby/postgresql.conf': "primary_conninfo = 'host=p application_name=Rome'\n",
      'standby/standby.signal': '',
    };
    await using client = await TestConnection.start({ files: given });
    const at = async (path: string, line: number, character: number) => {
      const uri = await client.open(path);
      const found = await client.connection.sendRequest<Location | Location[] | null>('textDocument/definition', {
        textDocument: { uri },
        position: { line, character },
      });
      return [found ?? []].flat().map((place) => `${place.uri.slice(root.length + 1)}:${place.range.start.line}`);
    };
    assert.deepEqual(await at('pg/pg_hba.conf', 0, 30), ['pg/pg_ident.conf:0', 'pg/pg_ident.conf:2']);
    assert.deepEqual(await at('pg/pg_hba.conf', 0, 9), ['pg/dbs:0']);
    assert.deepEqual(await at('pg/pg_hba.conf', 1, 2), ['pg/more.conf:0']);
    assert.deepEqual(await at('pg/postgresql.conf', 0, 31), ['standby/postgresql.conf:0']);
    assert.deepEqual(await at('pg/postgresql.conf', 1, 16), ['pg/conf.d/01.conf:0', 'pg/conf.d/02.conf:0']);
    assert.deepEqual(await at('pg/postgresql.conf', 0, 3), ['pg/postgresql.conf:0']);
  });
});

suite('links', () => {
  test('of include directives and @files', async () => {
    await using client = await TestConnection.start({ files });
    const textDocument = { uri: await client.open('pg/postgresql.conf') };
    const links = await client.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', { textDocument });
    assert.deepEqual(
      links.map(({ target }) => target),
      [`${root}/pg/a.conf`],
    );
    const records = { uri: await client.open('pg/pg_hba.conf', 'local @dbs all peer\ninclude more.conf\n') };
    const found = await client.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', {
      textDocument: records,
    });
    assert.deepEqual(
      found.map(({ target }) => target),
      [`${root}/pg/dbs`, `${root}/pg/more.conf`],
    );
  });
});

suite('the parts of a file', () => {
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

  test('settings stand under the headings of the stock file; without levels where a client knows none', async () => {
    const text = [
      'port = 1',
      '#----',
      '# RESOURCE USAGE (except WAL)',
      '#----',
      '# - Memory -',
      'work_mem = 4MB',
      '# - Disk -',
      '#temp_file_limit = -1',
      '# --- Replication ---',
      "include 'x.conf'",
      "primary_conninfo = 'host=a password=hush'",
    ].join('\n');
    const symbols = async (nested: boolean) => {
      const textDocument = { documentSymbol: { hierarchicalDocumentSymbolSupport: nested } };
      await using client = await TestConnection.start({ files: {}, textDocument });
      const uri = await client.open('pg/postgresql.conf', text);
      const params = { textDocument: { uri } };
      return await client.connection.sendRequest<(DocumentSymbol & SymbolInformation)[]>(
        'textDocument/documentSymbol',
        params,
      );
    };
    const tree = (all: readonly DocumentSymbol[]): readonly unknown[] =>
      all.map(({ name, children }) => (children ? [name, tree(children)] : name));
    assert.deepEqual(tree(await symbols(true)), [
      'port',
      ['RESOURCE USAGE (except WAL)', [['Memory', ['work_mem']], 'Disk']],
      ['Replication', ['include', 'primary_conninfo']],
    ]);
    const flat = await symbols(false);
    assert.deepEqual(
      flat.slice(1, 4).map(({ name, containerName, location }) => [name, containerName, location.range.start.line]),
      [
        ['RESOURCE USAGE (except WAL)', undefined, 2],
        ['Memory', 'RESOURCE USAGE (except WAL)', 4],
        ['work_mem', 'Memory', 5],
      ],
    );
    assert.doesNotMatch(JSON.stringify([flat, await symbols(true)]), /hush/);
  });
});

suite('headings', () => {
  const headings = async (...lines: readonly string[]) => {
    await using client = await TestConnection.start();
    const textDocument = { uri: await client.open('pg/postgresql.conf', `${lines.join('\n')}\nfsync = on\n`) };
    const found = await client.connection.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', {
      textDocument,
    });
    return found.filter(({ children }) => children).map(({ name }) => name);
  };

  test('of the stock file, on their own, and in banners', async () => {
    const rule = '#------------------';
    assert.deepEqual(await headings(rule, '# VERSION AND PLATFORM (old)', rule, ''), ['VERSION AND PLATFORM (old)']);
    assert.deepEqual(await headings(rule, '# REPLICATION', '# as the wiki has it'), ['REPLICATION']);
    assert.deepEqual(await headings('# WRITE-AHEAD LOG', '', '# what the wiki says'), ['WRITE-AHEAD LOG']);
    assert.deepEqual(await headings('# REPLICATION', '#wal_level = replica'), ['REPLICATION']);
    assert.deepEqual(await headings('# --- Replication ---'), ['Replication']);
  });

  test('a plain comment is none, whatever its words', async () => {
    for (const comment of ['# TODO', '# TODO RAISE THIS', '# FIXME (before the move)', '# DO NOT EDIT BY HAND'])
      assert.deepEqual(await headings(comment), [], comment);
    assert.deepEqual(await headings('# RAID (slow disks)'), []);
    assert.deepEqual(await headings('# this is managed by', '# ANSIBLE', '# and nobody else'), []);
    assert.deepEqual(await headings('# SSL ONLY', '# from here on'), []);
  });
});

suite('folding', () => {
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
