import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { CompletionItem, CompletionList } from 'vscode-languageserver';
import { cursorIn, TestConnection } from '../support/test-connection.ts';

/** Completes at the `|` of a file below the root, among other files. */
async function complete(path: string, marked: string, files: Readonly<Record<string, string>> = {}, textDocument = {}) {
  const { text, position } = cursorIn(marked);
  await using client = await TestConnection.start({ files: { ...files, [path]: text }, textDocument });
  return await client.completion(await client.open(path), position);
}

const inOrder = (items: readonly CompletionItem[]) =>
  items
    .toSorted((a, b) => `${a.sortText ?? ''}${a.label}`.localeCompare(`${b.sortText ?? ''}${b.label}`))
    .map(({ label }) => label);
const find = (items: readonly CompletionItem[], label: string) => items.find((item) => item.label === label);

suite('completion in postgresql.conf', () => {
  test('names: those about replication first, those that are set last', async () => {
    const labels = inOrder(await complete('pg/postgresql.conf', 'wal_keep_size = 5\nw|\n'));
    assert.ok(labels.includes('wal_level') && labels.indexOf('wal_level') < labels.indexOf('work_mem'));
    assert.ok(labels.indexOf('work_mem') < labels.indexOf('wal_keep_size'));
    const all = inOrder(await complete('pg/postgresql.conf', '|\n'));
    assert.ok(all.includes('wal_level') && all.includes('include_dir'));
    assert.deepEqual(inOrder(await complete('pg/postgresql.conf', 'server_vers|\n')), []);
  });

  test('a long list comes in parts: what is left out comes when its letters are typed', async () => {
    await using client = await TestConnection.start({ files: { 'pg/postgresql.conf': '\n' } });
    const textDocument = { uri: await client.open('pg/postgresql.conf') };
    const ask = (character: number) =>
      client.connection.sendRequest<CompletionList>('textDocument/completion', {
        textDocument,
        position: { line: 0, character },
      });
    const part = await ask(0);
    assert.equal(part.isIncomplete, true);
    assert.ok(part.items.length < 80);
    await client.change(textDocument.uri, 'vcdel\n');
    const rest = await ask(5);
    assert.equal(rest.isIncomplete, false);
    assert.ok(rest.items.some(({ label }) => label === 'vacuum_cost_delay'));
  });

  test('names: what is missing beside a setting first, then what matters to the role', async () => {
    const primary = inOrder(await complete('pg/postgresql.conf', 'archive_mode = on\n|\n'));
    assert.deepEqual(primary.slice(0, 2), ['archive_command', 'archive_library']);
    assert.ok(primary.indexOf('max_wal_senders') < primary.indexOf('hot_standby'));
    const files = { 'pg/standby.signal': '' };
    const standby = inOrder(await complete('pg/postgresql.conf', '|\n', files));
    assert.ok(standby.indexOf('primary_conninfo') < standby.indexOf('max_wal_senders'));
    assert.ok(standby.includes('restore_command') && !standby.slice(0, 20).includes('synchronous_standby_names'));
  });

  test('a name brings its equals sign and a choice of values', async () => {
    const item = find(await complete('pg/postgresql.conf', 'wal_l|'), 'wal_level');
    assert.match(item?.textEdit?.newText ?? '', /^wal_level = \$\{1\|replica,minimal,logical\|\}$/);
    assert.equal(item?.insertTextFormat, 2);
    const plain = find(await complete('pg/postgresql.conf', 'wal_l|', {}, { completion: {} }), 'wal_level');
    assert.equal(plain?.textEdit?.newText, 'wal_level = replica');
    const renamed = find(await complete('pg/postgresql.conf', 'wal_|l = replica'), 'wal_level');
    assert.equal(renamed?.textEdit?.newText, 'wal_level');
  });

  test('defaults come with a plain unit', async () => {
    const item = find(await complete('pg/postgresql.conf', 'shared_bu|'), 'shared_buffers');
    assert.match(item?.textEdit?.newText ?? '', /^shared_buffers = \$\{1:\d+(?:kB|MB)\}$/);
  });

  test('words of an enum and of a boolean, the default first', async () => {
    assert.deepEqual(inOrder(await complete('pg/postgresql.conf', 'wal_level = |')), ['replica', 'logical', 'minimal']);
    assert.deepEqual(inOrder(await complete('pg/postgresql.conf', 'hot_standby = o|')), ['on', 'off']);
  });

  test('units behind a number, as the major knows them', async () => {
    const labels = inOrder(await complete('pg/postgresql.conf', 'wal_keep_size = 1|'));
    assert.deepEqual(labels, ['1TB', '1GB', '1MB', '1kB', '1B']);
    const old = inOrder(await complete('pg/postgresql.conf', '# pg-replication: pg=10\nwork_mem = 1|'));
    assert.ok(!old.includes('1B'));
  });
});

suite('completion inside values', () => {
  test('the standbys of the workspace for synchronous_standby_names', async () => {
    const files = {
      'standby1/postgresql.conf': "primary_conninfo = 'host=p application_name=paris'\n",
      'standby1/standby.signal': '',
      'standby2/postgresql.conf': "primary_conninfo = 'host=p application_name=rome'\n",
      'standby2/standby.signal': '',
    };
    const inside = await complete('primary/postgresql.conf', "synchronous_standby_names = 'ANY 1 (par|)'\n", files);
    assert.deepEqual(inside.map(({ label }) => label).sort(), ['paris', 'rome']);
    const empty = await complete('primary/postgresql.conf', 'synchronous_standby_names = |\n', files);
    assert.ok(empty.some(({ textEdit }) => textEdit?.newText === "'ANY 1 (paris, rome)'"));
  });

  test('keywords and words of a connection string, inside its quotes', async () => {
    const keywords = await complete('pg/postgresql.conf', "primary_conninfo = 'host=a ss|'\n");
    assert.equal(find(keywords, 'sslmode')?.textEdit?.newText, 'sslmode=');
    assert.equal(find(keywords, 'host'), undefined);
    const words = await complete('pg/postgresql.conf', "primary_conninfo = 'host=a sslmode=ver|'\n");
    assert.deepEqual(
      words.map(({ label }) => label).filter((label) => label.startsWith('ver')),
      ['verify-ca', 'verify-full'],
    );
    assert.deepEqual(await complete('pg/postgresql.conf', "primary_conninfo = 'password=se|'\n"), []);
  });

  test('files for include directives', async () => {
    const files = { 'pg/conf.d/a.conf': '', 'pg/extra.conf': '' };
    const items = await complete('pg/postgresql.conf', "include '|'\n", files);
    assert.ok(find(items, 'extra.conf'));
    const folders = await complete('pg/postgresql.conf', 'include_dir |\n', files);
    assert.deepEqual(
      folders.map(({ label }) => label),
      ['conf.d'],
    );
  });

  test('nothing in comments and behind values', async () => {
    assert.deepEqual(await complete('pg/postgresql.conf', '# wal_|\n'), []);
    assert.deepEqual(await complete('pg/postgresql.conf', 'work_mem = 4MB # |\n'), []);
  });

  test('our words about a parameter are added when asked for', async () => {
    await using client = await TestConnection.start({ files: { 'pg/postgresql.conf': '' } });
    const items = await client.completion(await client.open('pg/postgresql.conf'), { line: 0, character: 0 });
    const resolved: CompletionItem = await client.connection.sendRequest(
      'completionItem/resolve',
      find(items, 'wal_level'),
    );
    assert.ok(typeof resolved.documentation === 'object' && resolved.documentation.value.length > 20);
  });
});

suite('completion in pg_hba.conf and pg_ident.conf', () => {
  const hba = async (marked: string, files = {}) =>
    (await complete('pg/pg_hba.conf', marked, files)).map(({ label }) => label);

  test('field by field', async () => {
    assert.ok((await hba('|')).includes('hostssl'));
    assert.ok((await hba('host |')).includes('replication'));
    assert.ok((await hba('host all |')).includes('all'));
    assert.ok((await hba('host all all |')).includes('samenet'));
    assert.ok((await hba('host all all 10.0.0.0/8 |')).includes('scram-sha-256'));
    assert.ok((await hba('local all all |')).includes('peer'));
    assert.ok((await hba('host all all 10.0.0.0 |')).includes('255.255.255.0'));
    assert.ok((await hba('host all,rep|')).includes('replication'));
    assert.deepEqual(await hba('host all # |'), []);
  });

  test('what the major knows', async () => {
    assert.ok((await hba('# pg-replication: pg=18\nhost all all all |')).includes('oauth'));
    assert.ok(!(await hba('# pg-replication: pg=17\nhost all all all |')).includes('oauth'));
    assert.ok(!(await hba('# pg-replication: pg=11\n|')).includes('hostgssenc'));
  });

  test('options of the method, and values of options', async () => {
    assert.ok((await hba('hostssl all all all cert |')).includes('map'));
    assert.ok(!(await hba('host all all all trust |')).includes('ldapserver'));
    assert.deepEqual(await hba('hostssl all all all scram-sha-256 clientcert=|'), ['verify-ca', 'verify-full']);
  });

  test('only methods that go with the record type', async () => {
    const methods = async (record: string) =>
      (await hba(`# pg-replication: pg=17\n${record} |`)).filter((word) => ['cert', 'gss', 'peer'].includes(word));
    assert.deepEqual(await methods('local all all'), ['peer']);
    assert.deepEqual(await methods('host all all all'), ['gss']);
    assert.deepEqual((await methods('hostssl all all all')).toSorted(), ['cert', 'gss']);
    for (const type of ['hostnossl', 'hostgssenc', 'hostnogssenc'])
      assert.deepEqual(await methods(`${type} all all 10.0.0.0/8`), ['gss'], type);
  });

  test('behind an include the files or folders, and nothing of a record', async () => {
    const files = { 'pg/more.conf': '', 'pg/d/a b.conf': '', 'pg/postgresql.conf': '' };
    const on = (major: number, line: string) => hba(`# pg-replication: pg=${major}\n${line}`, files);
    assert.deepEqual(await on(16, 'include |'), ['more.conf', 'postgresql.conf']);
    assert.deepEqual(await on(16, 'include_if_exists "d/|'), ['d/a b.conf']);
    assert.deepEqual(await on(16, 'include_dir |'), ['d']);
    assert.deepEqual(await on(16, 'include more.conf |'), []);
    const quoted = await complete('pg/pg_hba.conf', '# pg-replication: pg=16\ninclude d/|', files);
    assert.equal(quoted[0]?.textEdit?.newText, '"d/a b.conf"');
    const ident = await complete('pg/pg_ident.conf', '# pg-replication: pg=16\ninclude mo|', files);
    assert.ok(ident.some(({ label }) => label === 'more.conf') && !ident.some(({ label }) => label.startsWith('/')));
  });

  test('names of maps that pg_hba.conf asks for', async () => {
    const files = { 'pg/pg_hba.conf': 'local all all peer map=people\n' };
    const labels = (await complete('pg/pg_ident.conf', '|', files)).map(({ label }) => label);
    assert.deepEqual(labels, ['people']);
  });
});
