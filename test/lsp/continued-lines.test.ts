import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type {
  CodeLens,
  CompletionItem,
  DocumentSymbol,
  FoldingRange,
  Range,
  SelectionRange,
  SemanticTokens,
} from 'vscode-languageserver';
import { cursorIn, TestConnection } from '../support/test-connection.ts';

/** A record on three lines, the word replication and a secret torn apart. */
const record = 'host replica\\\ntion all \\\n  10.0.0.0/8 ldap ldapserver=x ldapbasedn=y ldapbindpasswd=hu\\\nsh\n';
const of14 = `# pg-replication: pg=14\n${record}local all all peer\n`;
const of13 = of14.replace('pg=14', 'pg=13');

async function ask<Result>(method: string, text: string, more: object = {}, path = 'pg/pg_hba.conf'): Promise<Result> {
  await using client = await TestConnection.start();
  const textDocument = { uri: await client.open(path, text) };
  return await client.connection.sendRequest<Result>(method, { textDocument, ...more });
}

const shown = ({ start, end }: Range) => `${start.line}:${start.character}-${end.line}:${end.character}`;

suite('records that go on behind a backslash', () => {
  test('are one symbol each from 14 on, without their secrets', async () => {
    const symbols = async (text: string) => {
      const found = await ask<DocumentSymbol[]>('textDocument/documentSymbol', text);
      return found.map(({ name, range }) => `${name} ${shown(range)}`);
    };
    assert.deepEqual(await symbols(of14), ['host replication all 1:0-3:17', 'local all all 5:0-5:18']);
    assert.equal((await symbols(of13)).length, 5);
    const map = '# pg-replication: pg=16\nm \\\n  a \\\n  b\n';
    const [entry] = await ask<DocumentSymbol[]>('textDocument/documentSymbol', map, {}, 'pg/pg_ident.conf');
    assert.equal(entry?.name, 'm a b');
  });

  test('hover knows the field', async () => {
    const hover = async (text: string, line: number, character: number) => {
      await using client = await TestConnection.start();
      return (await client.hover(await client.open('pg/pg_hba.conf', text), { line, character })) ?? '';
    };
    assert.match(await hover(of14, 3, 14), /^\*\*method\*\* `ldap`/);
    assert.match(await hover(of14, 1, 6), /^\*\*database\*\* `replication`/);
    assert.match(await hover(of14, 2, 2), /^\*\*database\*\* `replication`/);
    assert.match(await hover(of14, 2, 6), /^\*\*user\*\* `all`/);
    assert.match(await hover(of13, 3, 14), /^\*\*database\*\* `ldap`/);
  });

  test('completion goes on with the record', async () => {
    const complete = async (marked: string, path = 'pg/pg_hba.conf'): Promise<readonly CompletionItem[]> => {
      const { text, position } = cursorIn(marked);
      await using client = await TestConnection.start();
      return await client.completion(await client.open(path, text), position);
    };
    const labels = async (marked: string) => (await complete(marked)).map(({ label }) => label);
    const on14 = '# pg-replication: pg=14\n';
    assert.ok((await labels(`${on14}host all all \\\n  |\n`)).includes('samenet'));
    assert.ok((await labels(`${on14}host all all \\\n|`)).includes('samenet'));
    assert.ok((await labels(`${on14}host all all \\\r\n  all s|\r\n`)).includes('scram-sha-256'));
    assert.ok((await labels(`# pg-replication: pg=13\nhost all all \\\n  |\n`)).includes('hostssl'));
    assert.ok((await labels(`${on14}host all all all peer\n|`)).includes('hostssl'));
    assert.deepEqual(await labels(`${on14}# a \\\nhost |\n`), []);
    // An edit is of one line.
    assert.deepEqual(await labels(`${on14}host repli\\\ncat|ion\n`), []);
    const [first] = await complete(`${on14}host all all \\\n  sam|e\n`);
    const edit = first?.textEdit;
    assert.equal(edit && 'range' in edit && shown(edit.range), '2:2-2:6');
    const before = await complete(`${on14}host all a|\\\n\n`);
    const at = before[0]?.textEdit;
    assert.equal(at && 'range' in at && shown(at.range), '1:9-1:10');
    assert.ok(
      (await complete('# pg-replication: pg=16\nm \\\na \\\n|', 'pg/pg_ident.conf')).some((it) => it.label === 'all'),
    );
  });
});

suite('what is shown of them', () => {
  test('colours, lenses and selections stay on lines, or in the record', async () => {
    const { data } = await ask<SemanticTokens>('textDocument/semanticTokens/full', of14);
    assert.deepEqual(data, [1, 5, 7, 1, 2, 1, 0, 4, 1, 2]);
    const [lens] = await ask<CodeLens[]>('textDocument/codeLens', of14);
    assert.equal(lens && shown(lens.range), '1:0-1:0');
    const [selection] = await ask<SelectionRange[]>('textDocument/selectionRange', of14, {
      positions: [{ line: 2, character: 6 }],
    });
    assert.deepEqual(
      [selection, selection?.parent].map((it) => it && shown(it.range)),
      ['2:5-2:8', '1:0-4:2'],
    );
  });

  test('fold; a comment that goes on is one, too', async () => {
    const folds = async (text: string) =>
      (await ask<FoldingRange[]>('textDocument/foldingRange', text)).map(
        ({ startLine, endLine, kind }) => `${kind} ${startLine}-${endLine}`,
      );
    assert.deepEqual(await folds(of14), ['region 1-4']);
    assert.deepEqual(await folds(of13), []);
    const comment = '# a \\\nlocal all all peer\n# c\nlocal all all \\\n# d \\\n# e \\\n# f\n';
    assert.deepEqual(await folds(`# pg-replication: pg=14\n\n${comment}`), ['comment 2-4', 'region 5-8']);
  });
});
