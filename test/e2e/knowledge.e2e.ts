import assert from 'node:assert/strict';
import {
  type CompletionList,
  commands,
  type Hover,
  MarkdownString,
  type Position,
  Selection,
  WorkspaceEdit,
  workspace,
} from 'vscode';
import { screenshot } from './screenshot.ts';
import { endOf, eventually, open, rangeOf } from './support.ts';

async function labelsAt(uri: { readonly path: string }, position: Position): Promise<readonly string[]> {
  const list = await commands.executeCommand<CompletionList>('vscode.executeCompletionItemProvider', uri, position);
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

async function hoverAt(uri: { readonly path: string }, position: Position): Promise<string> {
  const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', uri, position);
  const contents = hovers.flatMap((it) => it.contents);
  return contents
    .map((it) => (it instanceof MarkdownString ? it.value : typeof it === 'string' ? it : it.value))
    .join('\n');
}

suite('completion and hover', () => {
  test('names, values and conninfo keywords are offered', async () => {
    const { document } = await open('primary/postgresql.conf');
    const before = document.getText();
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, endOf(document), "wal_le\nwal_level = \nprimary_conninfo = 'host=a sslm'\n");
    assert.ok(await workspace.applyEdit(edit));
    const names = await labelsAt(document.uri, rangeOf(document, 'wal_le\n').end.translate(-1, 'wal_le'.length));
    assert.ok(names.includes('wal_level'), `names: ${names.slice(0, 10)}`);
    const level = rangeOf(document, 'wal_level = \n').start.translate(0, 'wal_level = '.length);
    const values = await labelsAt(document.uri, level);
    assert.ok(values.includes('logical'), `values: ${values.slice(0, 10)}`);
    const keywords = await labelsAt(document.uri, rangeOf(document, 'host=a sslm').end);
    assert.ok(
      keywords.some((it) => it.startsWith('sslmode')),
      `keywords: ${keywords.slice(0, 10)}`,
    );
    await commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  test('the fields of an HBA record are offered', async () => {
    const { document } = await open('primary/pg_hba.conf');
    const method = rangeOf(document, 'peer\n').start;
    const methods = await eventually('methods', async () => {
      const labels = await labelsAt(document.uri, method);
      return labels.includes('peer') && labels;
    });
    assert.ok(methods.includes('reject'), `methods: ${methods}`);
  });

  test('hover tells type, range and context', async () => {
    const { document } = await open('primary/postgresql.conf');
    const text = await hoverAt(document.uri, rangeOf(document, 'max_wal_senders').start);
    assert.match(text, /How many WAL senders/);
    assert.match(text, /262143/);
    assert.match(text, /restart/i);
  });

  test('hover is drawn', async () => {
    const editor = await open('primary/postgresql.conf');
    const at = rangeOf(editor.document, 'max_slot_wal_keep_size').start.translate(0, 3);
    editor.selection = new Selection(at, at);
    editor.revealRange(rangeOf(editor.document, 'max_slot_wal_keep_size'), 1);
    await commands.executeCommand('editor.action.showHover');
    await screenshot('hover');
    assert.equal(editor.selection.active.line, at.line);
  });
});
