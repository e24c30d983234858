import assert from 'node:assert/strict';
import {
  type CompletionList,
  ConfigurationTarget,
  commands,
  type DocumentLink,
  type FoldingRange,
  type Location,
  type TextDocument,
  WorkspaceEdit,
  workspace,
} from 'vscode';
import { screenshot } from './screenshot.ts';
import { endOf, eventually, fileUri, finding, findingsOf, open, rangeOf } from './support.ts';

/** Appends to a document while `work` runs, and takes it back. */
async function withMore(document: TextDocument, text: string, work: () => Promise<void>): Promise<void> {
  const before = document.getText();
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, endOf(document), text);
  assert.ok(await workspace.applyEdit(edit));
  try {
    await work();
  } finally {
    await commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  }
}

async function fileWith(path: string, text: string): Promise<TextDocument> {
  await workspace.fs.writeFile(fileUri(path), new TextEncoder().encode(text));
  return (await open(path)).document;
}

suite('from one place to another', () => {
  test('a definition is the line that wins', async () => {
    const { document } = await open('standby1/postgresql.conf');
    await withMore(document, 'wal_receiver_timeout = 30s\n', async () => {
      const first = rangeOf(document, 'wal_receiver_timeout = 1m').start;
      const [place] = await eventually('the line that wins', async () => {
        const found = await commands.executeCommand<Location[]>(
          'vscode.executeDefinitionProvider',
          document.uri,
          first,
        );
        return found.length > 0 && found;
      });
      assert.equal(document.lineAt(place?.range.start.line ?? 0).text, 'wal_receiver_timeout = 30s');
    });
  });

  test('included files and lists of roles are links', async () => {
    const { document } = await open('standby1/postgresql.conf');
    await withMore(document, "include '../primary/postgresql.conf'\n", async () => {
      const links = await eventually('a link', async () => {
        const found = await commands.executeCommand<DocumentLink[]>('vscode.executeLinkProvider', document.uri);
        return found.some(({ target }) => target?.path.endsWith('/primary/postgresql.conf')) && found;
      });
      assert.equal(document.getText(links[0]?.range), "'../primary/postgresql.conf'");
    });
    const hba = await open('primary/pg_hba.conf');
    await fileWith('primary/admins', 'alice\n');
    await open('primary/pg_hba.conf');
    await withMore(hba.document, 'host all @admins 10.0.0.1/32 scram-sha-256\n', async () => {
      await eventually('a link to the list', async () => {
        const found = await commands.executeCommand<DocumentLink[]>('vscode.executeLinkProvider', hba.document.uri);
        return found.some(({ target }) => target?.path.endsWith('/primary/admins'));
      });
    });
    await workspace.fs.delete(fileUri('primary/admins'));
  });

  test('sections fold', async () => {
    const { document } = await open('primary/postgresql.conf');
    const folds = await commands.executeCommand<FoldingRange[]>('vscode.executeFoldingRangeProvider', document.uri);
    const heads = folds.map(({ start }) => document.lineAt(start).text + document.lineAt(start + 1).text);
    assert.ok(
      heads.some((text) => text.includes('WRITE-AHEAD LOG')),
      heads.join('\n'),
    );
    await commands.executeCommand('editor.foldAll');
    await screenshot('folded');
    await commands.executeCommand('editor.unfoldAll');
  });
});

suite('what is written for you', () => {
  test('snippets for each kind of replication', async () => {
    const { document } = await open('primary/pg_hba.conf');
    await withMore(document, 'replication-s', async () => {
      const list = await commands.executeCommand<CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        endOf(document),
      );
      const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      assert.ok(labels.includes('replication-scram'), labels.slice(0, 20).join());
    });
  });
});

suite('what is judged, and how', () => {
  test('a template is read, what is not known yet left alone', async () => {
    const text =
      "wal_level = {{ level }}\nmax_wal_sendrs = 3\n{% if sync %}\nsynchronous_standby_names = '{{ names }}'\n{% endif %}\n";
    const document = await fileWith('template/postgresql.conf.j2', text);
    await finding(document, 'unknown-parameter');
    assert.deepEqual(findingsOf(document), ['2 Warning unknown-parameter "max_wal_sendrs"']);
    await screenshot('template');
    await workspace.fs.delete(fileUri('template'), { recursive: true });
  });

  test('a rule that is switched off says nothing, and speaks again', async () => {
    const { document } = await open('primary/postgresql.conf');
    await finding(document, 'removed-parameter');
    const settings = () => workspace.getConfiguration('pgReplication');
    const isShown = () => findingsOf(document).some((it) => it.includes('removed-parameter'));
    await settings().update('rules', { 'removed-parameter': 'off' }, ConfigurationTarget.Global);
    await eventually('silence', () => !isShown());
    await settings().update('rules', undefined, ConfigurationTarget.Global);
    await eventually('the finding again', isShown);
  });
});
