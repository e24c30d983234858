import assert from 'node:assert/strict';
import {
  type CodeLens,
  commands,
  type DocumentHighlight,
  type DocumentSymbol,
  type InlayHint,
  type Location,
  type SelectionRange,
  type SemanticTokens,
  type SymbolInformation,
  type TextDocument,
  WorkspaceEdit,
  workspace,
} from 'vscode';
import { screenshot } from './screenshot.ts';
import { endOf, eventually, open, rangeOf, textOf } from './support.ts';

const names = "synchronous_standby_names = 'FIRST 1 (pg2, pg3)'\n";
const tail = `wal_sender_timeout = 60000\n${names}primary_conninfo = 'host=pg2 application_name=pg1'\n`;

/** Adds lines to the end of a file of the workspace; `undo` takes them away. */
async function add(path: string, text: string): Promise<TextDocument> {
  const { document } = await open(path);
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, endOf(document), text);
  assert.ok(await workspace.applyEdit(edit));
  return document;
}

function whole(document: TextDocument) {
  return rangeOf(document, document.getText());
}

function titles(lenses: readonly CodeLens[]): readonly string[] {
  return lenses.map(({ command }) => command?.title ?? '');
}

suite('what is shown besides the text', () => {
  test('hints, lenses and colours are there and drawn', async () => {
    const document = await add('primary/postgresql.conf', tail);
    const { uri } = document;
    const hints = await eventually('hints', async () => {
      const found = await commands.executeCommand<InlayHint[]>('vscode.executeInlayHintProvider', uri, whole(document));
      return found.length > 0 && found;
    });
    assert.deepEqual(
      hints.map(({ label }) => label),
      ['1 min'],
    );
    const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri);
    assert.ok(
      titles(lenses).some((title) => title.includes('FIRST 1 of 2')),
      titles(lenses).join(),
    );
    const tokens = await commands.executeCommand<SemanticTokens>('vscode.provideDocumentSemanticTokens', uri);
    assert.ok(tokens.data.length >= 5 * 5, `${tokens.data.length} numbers`);
    const editor = await open('primary/postgresql.conf');
    editor.revealRange(rangeOf(document, 'wal_sender_timeout = 60000'), 1);
    await screenshot('hints-and-lenses');
    await commands.executeCommand('undo');
  });

  test('records for replication are put in words', async () => {
    const { document } = await open('primary/pg_hba.conf');
    const lenses = await eventually('lenses', async () => {
      const found = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
      return found.length > 0 && found;
    });
    assert.ok(
      titles(lenses).includes('Replication: lets in replicator from 10.0.1.0/24, over TLS, by a SCRAM password'),
    );
    await screenshot('record-lenses');
  });
});

suite('finding one’s way', () => {
  test('the outline has sections, the workspace settings by server', async () => {
    const { document } = await open('primary/postgresql.conf');
    const symbols = await commands.executeCommand<DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    const replication = symbols.find(({ name }) => name === 'REPLICATION');
    assert.ok(replication?.children.some(({ name }) => name === 'max_wal_senders'));
    const found = await commands.executeCommand<SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      'hotstandbyfeed',
    );
    assert.deepEqual(found.map(({ containerName }) => containerName.split(':')[0]).sort(), ['pg2', 'pg3']);
  });

  test('references, definitions, highlights and selections follow names', async () => {
    const { document } = await open('primary/pg_hba.conf');
    const map = rangeOf(document, 'map=standbys').end.translate(0, -2);
    const at = (command: string) => commands.executeCommand<Location[]>(command, document.uri, map);
    const files = (places: readonly Location[]) => places.map(({ uri }) => uri.path.split('/').at(-1)).sort();
    assert.deepEqual(files(await at('vscode.executeDefinitionProvider')), ['pg_ident.conf', 'pg_ident.conf']);
    assert.deepEqual(files(await at('vscode.executeReferenceProvider')), [
      'pg_hba.conf',
      'pg_ident.conf',
      'pg_ident.conf',
    ]);
    const role = rangeOf(document, 'replicator').start;
    const marked = await commands.executeCommand<DocumentHighlight[]>(
      'vscode.executeDocumentHighlights',
      document.uri,
      role,
    );
    assert.equal(marked.length, 3);
    const [selection] = await commands.executeCommand<SelectionRange[]>(
      'vscode.executeSelectionRangeProvider',
      document.uri,
      [role],
    );
    assert.equal(document.getText(selection?.range), 'replicator');
    assert.match(document.getText(selection?.parent?.range), /^hostssl replication +replicator .*scram-sha-256$/);
  });

  test('a rename reaches every file, and an illegal name is refused', async () => {
    const { document } = await open('primary/pg_hba.conf');
    const role = rangeOf(document, 'replicator').start;
    const rename = (name: string) =>
      commands.executeCommand<WorkspaceEdit>('vscode.executeDocumentRenameProvider', document.uri, role, name);
    const edit = await rename('the standbys');
    const files = edit.entries().map(([uri, edits]) => `${uri.path.split('/').slice(-2).join('/')} ${edits.length}`);
    assert.deepEqual(files.sort(), [
      'primary/pg_hba.conf 3',
      'primary/pg_ident.conf 2',
      'standby1/postgresql.conf 1',
      'standby2/postgresql.conf 1',
    ]);
    assert.ok(edit.get(document.uri).every(({ newText }) => newText === '"the standbys"'));
    await assert.rejects(Promise.resolve(rename('pg_standbys')), /reserved/);
    assert.match(await textOf('standby1/postgresql.conf'), /user=replicator/);
  });
});
