import assert from 'node:assert/strict';
import { type CodeLens, commands, WorkspaceEdit, workspace } from 'vscode';
import { screenshot } from './screenshot.ts';
import { endOf, eventually, open, rangeOf } from './support.ts';

const lines = "wal_sender_timeout = 60000\nsynchronous_standby_names = 'FIRST 1 (pg2, pg3)'\n";

async function lensesOf(uri: { readonly path: string }): Promise<readonly CodeLens[]> {
  return eventually('lenses', async () => {
    const found = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri);
    return found.length > 0 && found;
  });
}

suite('hints and lenses are drawn', () => {
  test('over settings', async () => {
    const editor = await open('primary/postgresql.conf');
    const { document } = editor;
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, endOf(document), lines);
    assert.ok(await workspace.applyEdit(edit));
    editor.revealRange(rangeOf(document, lines), 1);
    assert.ok((await lensesOf(document.uri)).some(({ command }) => command?.title.includes('FIRST 1 of 2')));
    await screenshot('hints-and-lenses');
    await commands.executeCommand('undo');
  });

  test('over records', async () => {
    const { document } = await open('primary/pg_hba.conf');
    assert.equal((await lensesOf(document.uri)).length, 2);
    await screenshot('record-lenses');
  });
});
