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
  WorkspaceEdit,
  workspace,
} from 'vscode';
import { endOf, eventually, open, rangeOf, textOf } from './support.ts';

suite('what is shown besides the text', () => {
  test('hints, lenses and colours', async () => {
    const { document } = await open('standby1/postgresql.conf');
    const before = document.getText();
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, endOf(document), 'wal_sender_timeout = 60000\n');
    assert.ok(await workspace.applyEdit(edit));
    const hints = await eventually('hints', async () => {
      const range = rangeOf(document, document.getText());
      const found = await commands.executeCommand<InlayHint[]>('vscode.executeInlayHintProvider', document.uri, range);
      return found.length > 0 && found;
    });
    assert.deepEqual(
      hints.map(({ label }) => label),
      ['1 min'],
    );
    const tokens = await commands.executeCommand<SemanticTokens>('vscode.provideDocumentSemanticTokens', document.uri);
    assert.ok(tokens.data.length >= 5 * 5, `${tokens.data.length} numbers`);
    await commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  test('records for replication in words', async () => {
    const { document } = await open('primary/pg_hba.conf');
    const titles = await eventually('lenses', async () => {
      const found = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
      return found.length > 0 && found.map(({ command }) => command?.title);
    });
    assert.ok(titles.includes('Replication: lets in replicator from 10.0.1.0/24, over TLS, by a SCRAM password'));
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
