import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { DocumentLink, DocumentSymbol, FoldingRange, Hover, Location, TextEdit } from 'vscode-languageserver';
import { cursorIn, root, TestConnection } from '../support/test-connection.ts';

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

/** What stands in the place of what a template fills in, and what nobody may see. */
const standIn = /xxx/;

/** A server whose postgresql.conf Helm makes. */
const path = 'chart/templates/postgresql.conf';
const conf = `# pg-replication: pg=16
port = {{ .Values.port }} # the service has it too
synchronous_standby_names = 'ANY 1 ({{ join ", " .standbys }})'
primary_conninfo = 'host={{ .primary }} password={{ .secret }} user=replicator'
cluster_name = '{{ .name }}'
include 'conf.d/{{ .env }}.conf'
include 'fixed.conf'
{{- /*
work_mem = 1MB
*/}}
wal_level = logical
`;
const files = { [path]: conf, 'other/postgresql.conf': '# pg-replication: pg=16\nport = 5433\n' };

async function hoverAt(text: string, marked: string, beside: Readonly<Record<string, string>> = {}) {
  const { position } = cursorIn(text.replace(marked.replace('|', ''), marked));
  const name = text === conf ? path : 'roles/pg/templates/pg_hba.conf.j2';
  await using client = await TestConnection.start({ files: { ...beside, [name]: text } });
  return (await client.hover(await client.open(name), position)) ?? '';
}

suite('what a template fills in is shown as the template has it', () => {
  test('in hover, with the words of other servers', async () => {
    const text = await hoverAt(conf, 'po|rt', files);
    assert.match(
      text,
      /In force\*\* `\{\{ \.Values\.port \}\}` \(a template fills it in\), from \[postgresql\.conf:2\]/,
    );
    assert.match(
      await hoverAt(conf, 'synchronous_sta|ndby_names'),
      /`'ANY 1 \(\{\{ join ", " \.standbys \}\}\)'` \(a template/,
    );
    const elsewhere = await hoverAt('x = {{ y }}\n', '|x = ', files);
    assert.doesNotMatch(text + elsewhere, standIn);
  });

  test('in hover of a connection string, without passwords', async () => {
    const host = await hoverAt(conf, 'ho|st=');
    assert.match(host, /\*\*host\*\*[\s\S]*Here\*\* `\{\{ \.primary \}\}` \(a template fills it in\)/);
    const user = await hoverAt(conf, 'us|er=');
    assert.match(user, /Here\*\* `replicator`$/m);
    const secret = await hoverAt(conf, 'primary_con|ninfo');
    assert.match(secret, /In force\*\* `'host=\{\{ \.primary \}\} password=\*\*\*\*/);
  });

  test('in hover of a record, whose fields are told by their places', async () => {
    const record = '{% for net in nets %}\nhost all {{ role or name }} {{ net }}/24 md5\n{% endfor %}\n';
    assert.match(await hoverAt(record, 'ro|le'), /\*\*user\*\* `\{\{ role or name \}\}`: a template fills it in/);
    assert.match(await hoverAt(record, '}}/2|4'), /\*\*address\*\* `\{\{ net \}\}\/24`/);
    assert.match(await hoverAt(record, 'm|d5'), /\*\*method\*\* `md5`/);
    assert.equal(await hoverAt(record, 'end|for'), '');
  });

  test('and what is inside a comment of a template is nothing', async () => {
    assert.equal(await hoverAt(conf, 'work|_mem'), '');
  });
});

suite('what a template fills in is listed as the template has it', () => {
  test('in Explain This Setting, workspace symbols and Restart or Reload', async () => {
    await using client = await TestConnection.start({ files });
    const uri = await client.open('other/postgresql.conf');
    const position = { line: 1, character: 1 };
    const page = await client.connection.sendRequest<string>('pgReplication/explainSetting', { uri, position });
    assert.match(page, /\| `\{\{ \.Values\.port \}\}` \(a template fills it in\) \| postgresql\.conf \|/);
    const symbols = await client.connection.sendRequest<readonly { readonly name: string }[]>('workspace/symbol', {
      query: '',
    });
    const names = symbols.map(({ name }) => name);
    assert.ok(names.includes('port = {{ .Values.port }}') && names.includes("cluster_name = '{{ .name }}'"));
    const before = { [`${root}/${path}`]: conf.replace('.Values.port', '.Values.gate') };
    const [changed] = await client.connection.sendRequest<readonly { readonly changes: readonly unknown[] }[]>(
      'pgReplication/restartOrReload',
      { before },
    );
    const told = JSON.stringify(changed?.changes);
    assert.match(told, /"what":"port","before":"\{\{ \.Values\.gate \}\}","after":"\{\{ \.Values\.port \}\}"/);
    assert.doesNotMatch(page + names.join() + told, standIn);
  });

  test('in the outline, which has no lines of comments and loops', async () => {
    await using client = await TestConnection.start({ files });
    const outline = async (name: string, text?: string) => {
      const textDocument = { uri: await client.open(name, text) };
      const found = await client.connection.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', {
        textDocument,
      });
      return found.map(({ name, detail }) => `${name}${detail === undefined ? '' : `: ${detail}`}`);
    };
    assert.deepEqual(await outline(path), [
      'port: {{ .Values.port }}',
      'synchronous_standby_names: \'ANY 1 ({{ join ", " .standbys }})\'',
      "primary_conninfo: 'host={{ .primary }} password=**** .secret }} user=replicator'",
      "cluster_name: '{{ .name }}'",
      "include: 'conf.d/{{ .env }}.conf'",
      'include: fixed.conf',
      'wal_level: logical',
    ]);
    const records = '{% for n in nets %}\nhost all all {{ n }} md5\n{% endfor %}\nlocal all all peer\n';
    assert.deepEqual(await outline('roles/pg/templates/pg_hba.conf.j2', records), ['local all all']);
  });
});

suite('template parts are no paths, blocks or names', () => {
  test('links, folding and completion leave template parts alone', async () => {
    await using client = await TestConnection.start({ files });
    const uri = await client.open(path);
    const textDocument = { uri };
    const links = await client.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', { textDocument });
    assert.deepEqual(
      links.map(({ target }) => target),
      [`${root}/chart/templates/fixed.conf`],
    );
    const commented = await client.open('roles/templates/postgresql.conf.j2', '{#\n# a\n# b\n# c\n#}\nport = 1\n');
    const folds = await client.connection.sendRequest<FoldingRange[]>('textDocument/foldingRange', {
      textDocument: { uri: commented },
    });
    assert.deepEqual(folds, []);
    assert.deepEqual(await client.completion(uri, { line: 1, character: 12 }), []);
    assert.notDeepEqual(await client.completion(uri, { line: 1, character: 2 }), []);
  });

  test('no lens says what commits wait for where a template decides', async () => {
    const beside = { 'pg/names.conf.j2': "synchronous_standby_names = '{{ names }}'\n" };
    const main = 'include names.conf.j2\nsynchronous_commit = on\n';
    await using client = await TestConnection.start({
      files: { ...beside, 'pg/postgresql.conf': main },
      options: { commands: true },
    });
    const lenses = async (name: string, text: string) => {
      const textDocument = { uri: await client.open(name, text) };
      return client.connection.sendRequest<unknown[]>('textDocument/codeLens', { textDocument });
    };
    assert.deepEqual(await lenses('pg/postgresql.conf', main), []);
    assert.equal((await lenses('other/postgresql.conf', 'synchronous_commit = on\n')).length, 1);
  });

  test('no stand-in is a name that others refer to', async () => {
    const standby = `primary_slot_name = '${'x'.repeat(14)}'\n`;
    const helm = {
      [path]: "primary_slot_name = '{{ .Slot }}'\n",
      'two/postgresql.conf': standby,
      'two/standby.signal': '',
    };
    await using client = await TestConnection.start({ files: { ...helm, 'chart/templates/standby.signal': '' } });
    const textDocument = { uri: await client.open('two/postgresql.conf') };
    const found = await client.connection.sendRequest<Location[]>('textDocument/references', {
      textDocument,
      position: { line: 0, character: 25 },
      context: { includeDeclaration: true },
    });
    assert.equal(found.length, 1);
  });
});
