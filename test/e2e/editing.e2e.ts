import assert from 'node:assert/strict';
import { type CodeAction, CodeActionKind, commands, type TextDocument, WorkspaceEdit, workspace } from 'vscode';
import { screenshot } from './screenshot.ts';
import { endOf, eventually, finding, findingsOf, open, rangeOf, undoUntil } from './support.ts';

async function actionsAt(document: TextDocument, text: string): Promise<readonly CodeAction[]> {
  const at = rangeOf(document, text);
  return commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, at, undefined, 20);
}

async function applyAction(action: CodeAction | undefined): Promise<void> {
  assert.ok(action?.edit, 'there is an action with an edit');
  assert.ok(await workspace.applyEdit(action.edit));
}

suite('editing', () => {
  test('a quick fix converts the old name and its unit, and is undone in one step', async () => {
    const { document } = await open('primary/postgresql.conf');
    await finding(document, 'removed-parameter');
    const before = document.getText();
    const actions = await actionsAt(document, 'wal_keep_segments');
    const fix = actions.find(
      ({ kind, title }) => kind?.contains(CodeActionKind.QuickFix) && title.includes('wal_keep_size'),
    );
    await applyAction(fix);
    assert.match(document.getText(), /^wal_keep_size = '?1(?:024MB|GB)/m);
    await eventually(
      'the finding goes away',
      () => !findingsOf(document).some((it) => it.includes('wal_keep_segments')),
    );
    assert.equal(await undoUntil(document, before), 1);
  });

  test('Fix All applies every safe fix at once, and is undone in one step', async () => {
    const { document } = await open('primary/postgresql.conf');
    await finding(document, 'invalid-number');
    const before = document.getText();
    await commands.executeCommand('editor.action.fixAll');
    await eventually('a change', () => document.getText() !== before);
    assert.match(document.getText(), /^maintenance_work_mem = 512MB /m);
    assert.match(document.getText(), /# units are case-sensitive: MB$/m);
    await screenshot('after-fix-all');
    assert.equal(await undoUntil(document, before), 1);
  });

  test('a keystroke is judged', async () => {
    const { document } = await open('standby1/postgresql.conf');
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, endOf(document), 'wal_receiver_status_interval = 10h\nwal_levle = replica\n');
    assert.ok(await workspace.applyEdit(edit));
    await finding(document, 'unknown-parameter');
    await commands.executeCommand('undo');
    await eventually('the finding goes away', () => !findingsOf(document).some((it) => it.includes('wal_levle')));
  });

  test('a file that nobody saved yet is judged', async () => {
    const document = await workspace.openTextDocument({
      language: 'postgresql-conf',
      content: '# pg-replication: pg=18\npromote_trigger_file = x\n',
    });
    const { range } = await finding(document, 'removed-parameter');
    assert.equal(range.start.line, 1);
  });
});
