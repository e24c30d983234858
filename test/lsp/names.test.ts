import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { DocumentHighlight, Location, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { cursorIn, root, TestConnection, type TestOptions } from '../support/test-connection.ts';

const cluster = {
  'primary/postgresql.conf': 'synchronous_standby_names = \'FIRST 1 (Rome, "my standby")\'\n',
  'primary/pg_hba.conf': [
    '# TYPE DATABASE USER ADDRESS METHOD',
    'hostssl replication repl,+admins,@roles 10.0.0.0/8 cert map=certs',
    'hostssl all "all",all,/^x 10.0.0.0/8 cert "map=certs"',
    '',
  ].join('\n'),
  'primary/roles': 'repl\n"a b"\n',
  'primary/pg_ident.conf': 'certs cn1 repl\ncerts /^(.*)$ \\1\n',
  'one/postgresql.conf': "primary_conninfo = 'host=p user=repl application_name=rome'\nprimary_slot_name = 'one'\n",
  'one/standby.signal': '',
  'two/postgresql.conf': "primary_conninfo = 'host=p user=''repl'''\ncluster_name = 'my standby'\n",
  'two/standby.signal': '',
};

function inText(text: string, { start, end }: Range): string {
  return (text.split('\n')[start.line] ?? '').slice(start.character, end.character);
}

/** Asks at `|` of a text that stands in `path`. */
async function ask<Result>(method: string, path: string, marked: string, more: object = {}, given: TestOptions = {}) {
  const { text, position } = cursorIn(marked);
  const files = { ...cluster, [path]: text };
  await using client = await TestConnection.start({ files, ...given });
  const textDocument = { uri: await client.open(path) };
  const result = await client.connection.sendRequest<Result>(method, { textDocument, position, ...more });
  const textOf = (uri: string) => client.disk.get(uri) ?? '';
  return { result, textOf };
}

async function referencesAt(path: string, marked: string, includeDeclaration = true): Promise<readonly string[]> {
  const more = { context: { includeDeclaration } };
  const { result, textOf } = await ask<Location[] | null>('textDocument/references', path, marked, more);
  return (result ?? []).map(({ uri, range }) => `${uri.slice(root.length + 1)} ${inText(textOf(uri), range)}`).sort();
}

/** The texts after a rename, by path. */
async function renamed(path: string, marked: string, newName: string, given: TestOptions = {}) {
  const { result, textOf } = await ask<WorkspaceEdit | null>('textDocument/rename', path, marked, { newName }, given);
  const edits = new Map<string, readonly TextEdit[]>(Object.entries(result?.changes ?? {}));
  for (const change of result?.documentChanges ?? [])
    if ('textDocument' in change)
      edits.set(
        change.textDocument.uri,
        change.edits.flatMap((edit) => ('newText' in edit ? [edit] : [])),
      );
  return Object.fromEntries(
    [...edits].map(([uri, found]) => [uri.slice(root.length + 1), edited(textOf(uri), found)] as const),
  );
}

function edited(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split('\n');
  for (const { range, newText } of edits.toSorted((a, b) => b.range.start.character - a.range.start.character)) {
    const line = lines[range.start.line] ?? '';
    lines[range.start.line] = line.slice(0, range.start.character) + newText + line.slice(range.end.character);
  }
  return lines.join('\n');
}

const names = cluster['primary/postgresql.conf'];
const hba = cluster['primary/pg_hba.conf'];

suite('references', () => {
  test('of a standby: the list, application_name and cluster_name, whatever the case', async () => {
    assert.deepEqual(await referencesAt('primary/postgresql.conf', names.replace('Rome', '|Rome')), [
      'one/postgresql.conf rome',
      'primary/postgresql.conf Rome',
    ]);
    assert.deepEqual(await referencesAt('primary/postgresql.conf', names.replace('my s', 'my |s')), [
      'primary/postgresql.conf "my standby"',
      'two/postgresql.conf my standby',
    ]);
    assert.deepEqual(await referencesAt('primary/postgresql.conf', names.replace('Rome', '|Rome'), false), [
      'primary/postgresql.conf Rome',
    ]);
  });

  test('of a role: lists, files of lists, maps and connection strings', async () => {
    const found = await referencesAt('primary/pg_hba.conf', hba.replace('repl,', 're|pl,'));
    assert.deepEqual(found, [
      'one/postgresql.conf repl',
      'primary/pg_hba.conf repl',
      'primary/pg_ident.conf repl',
      'primary/roles repl',
      "two/postgresql.conf ''repl''",
    ]);
    assert.deepEqual(await referencesAt('primary/pg_hba.conf', hba.replace('admins', 'a|dmins')), [
      'primary/pg_hba.conf admins',
    ]);
    assert.deepEqual(await referencesAt('primary/pg_hba.conf', hba.replace(',all', ',a|ll')), []);
  });

  test('of a map: its lines and the records that use it', async () => {
    const found = ['primary/pg_hba.conf certs', 'primary/pg_hba.conf certs'];
    const lines = ['primary/pg_ident.conf certs', 'primary/pg_ident.conf certs'];
    assert.deepEqual(await referencesAt('primary/pg_hba.conf', hba.replace('map=certs\n', 'map=cer|ts\n')), [
      ...found,
      ...lines,
    ]);
    assert.deepEqual(await referencesAt('primary/pg_hba.conf', hba.replace('"map=certs', '"map=ce|rts'), false), found);
  });

  test('of a parameter: the lines of the workspace’s servers that set it', async () => {
    const found = await referencesAt('one/postgresql.conf', "primary_con|ninfo = 'host=p'\n");
    assert.deepEqual(found, ['one/postgresql.conf primary_conninfo', 'two/postgresql.conf primary_conninfo']);
  });
});

suite('rename', () => {
  test('of a standby is quoted as each file needs it', async () => {
    const texts = await renamed('primary/postgresql.conf', names.replace('Rome', 'Ro|me'), 'new-york');
    assert.deepEqual(texts, {
      'primary/postgresql.conf': 'synchronous_standby_names = \'FIRST 1 ("new-york", "my standby")\'\n',
      'one/postgresql.conf':
        "primary_conninfo = 'host=p user=repl application_name=new-york'\nprimary_slot_name = 'one'\n",
    });
    const quoted = await renamed('primary/postgresql.conf', names.replace('my s', 'my |s'), "o'hare");
    assert.deepEqual(quoted, {
      'primary/postgresql.conf': "synchronous_standby_names = 'FIRST 1 (Rome, \"o''hare\")'\n",
      'two/postgresql.conf': "primary_conninfo = 'host=p user=''repl'''\ncluster_name = 'o''hare'\n",
    });
  });

  test('of a bare value puts it in quotes where they are needed', async () => {
    const texts = await renamed('primary/postgresql.conf', 'synchronous_standby_names = ro|me\n', 'a b');
    assert.equal(texts['primary/postgresql.conf'], 'synchronous_standby_names = \'"a b"\'\n');
    assert.match(texts['one/postgresql.conf'] ?? '', /application_name=''a b'''/);
  });

  test('of roles and maps in records', async () => {
    const roles = await renamed('primary/pg_hba.conf', hba.replace('repl,', 're|pl,'), '@x');
    assert.match(roles['primary/pg_hba.conf'] ?? '', /replication "@x",\+admins,@roles/);
    assert.equal(roles['primary/pg_ident.conf'], 'certs cn1 "@x"\ncerts /^(.*)$ \\1\n');
    assert.equal(roles['primary/roles'], '"@x"\n"a b"\n');
    const group = await renamed('primary/pg_hba.conf', hba.replace('admins', 'ad|mins'), 'the admins');
    assert.match(group['primary/pg_hba.conf'] ?? '', /repl,\+"the admins",@roles/);
    const maps = await renamed('primary/pg_hba.conf', hba.replace('map=certs\n', 'map=cer|ts\n'), 'by name');
    assert.match(maps['primary/pg_hba.conf'] ?? '', /cert map="by name"\n.*cert "map=by name"\n/);
    assert.equal(maps['primary/pg_ident.conf'], '"by name" cn1 repl\n"by name" /^(.*)$ \\1\n');
  });

  test('of a slot, in changes where a client takes no more', async () => {
    const given = { workspace: { workspaceEdit: {} } };
    const text = '# pg-replication: pg=17\nsynchronized_standby_slots = \'o|ne, "one", two\'\n';
    const texts = await renamed('primary/postgresql.conf', text, 'first', given);
    assert.equal(texts['primary/postgresql.conf'], text.replace('o|ne, "one"', 'first, "first"'));
    assert.match(texts['one/postgresql.conf'] ?? '', /primary_slot_name = 'first'/);
  });

  test('what can be renamed is shown first, and only what can be', async () => {
    const prepared = async (marked: string) =>
      (await ask<{ placeholder: string } | null>('textDocument/prepareRename', 'one/postgresql.conf', marked)).result;
    assert.equal((await prepared("primary_slot_name = 'o|ne'"))?.placeholder, 'one');
    assert.equal(await prepared("primary_slot|_name = 'one'"), null);
    assert.equal(await prepared('# prim|ary'), null);
  });

  test('to a name that the server refuses, or that is taken, is refused with the reason', async () => {
    const refusal = (path: string, marked: string, name: string) =>
      renamed(path, marked, name).then(
        () => '',
        (error: unknown) => (error instanceof Error ? error.message : ''),
      );
    const slot = "primary_slot_name = 'o|ne'\n";
    assert.match(await refusal('one/postgresql.conf', slot, 'One'), /only lower case letters/);
    assert.match(await refusal('one/postgresql.conf', slot, ''), /cannot be empty/);
    assert.match(await refusal('one/postgresql.conf', slot, 'x'.repeat(64)), /at most 63 bytes, this one has 64/);
    const standby = names.replace('Rome', 'Ro|me');
    assert.match(await refusal('primary/postgresql.conf', standby, 'Zürich'), /printable ASCII/);
    assert.match(await refusal('primary/postgresql.conf', standby, '*'), /every standby/);
    assert.match(
      await refusal('primary/postgresql.conf', standby, 'MY STANDBY'),
      /There is a standby MY STANDBY already/,
    );
    assert.equal(await refusal('primary/postgresql.conf', standby, 'ROME'), '');
    const role = hba.replace('repl,', 're|pl,');
    assert.match(await refusal('primary/pg_hba.conf', role, '/x'), /regular expression/);
    assert.match(await refusal('primary/pg_hba.conf', role, 'pg_x'), /reserved/);
    assert.match(await refusal('primary/pg_hba.conf', role, 'a\nb'), /several lines/);
  });
});

suite('highlights', () => {
  test('of a name, and of the lines that set one parameter', async () => {
    const at = async (marked: string) => {
      const { result } = await ask<DocumentHighlight[]>(
        'textDocument/documentHighlight',
        'one/postgresql.conf',
        marked,
      );
      return result?.map(({ range, kind }) => `${range.start.line} ${kind}`);
    };
    assert.deepEqual(await at('wor|k_mem = 1MB\nfsync = on\nWORK_MEM = 2MB\n'), ['0 2', '2 3']);
    assert.deepEqual(await at("primary_conninfo = 'application_name=r|ome'\ncluster_name = 'rome'\n"), ['0 3', '1 2']);
    assert.equal(await at('|\n'), undefined);
  });
});

suite('capabilities', () => {
  test('are announced only to clients that know them', async () => {
    await using full = await TestConnection.start();
    assert.deepEqual(full.capabilities.renameProvider, { prepareProvider: true });
    assert.ok(full.capabilities.referencesProvider && full.capabilities.documentHighlightProvider);
    const textDocument = { rename: {}, references: undefined, documentHighlight: undefined };
    await using plain = await TestConnection.start({ textDocument });
    assert.equal(plain.capabilities.renameProvider, true);
    assert.equal(plain.capabilities.referencesProvider, undefined);
    assert.equal(plain.capabilities.documentHighlightProvider, undefined);
  });
});
