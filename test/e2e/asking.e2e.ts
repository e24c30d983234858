import assert from 'node:assert/strict';
import { type CodeAction, commands, Selection, WorkspaceEdit, workspace } from 'vscode';
import type { AttemptAnswer } from '../../server/src/protocol.ts';
import { screenshot } from './screenshot.ts';
import { endOf, eventually, finding, open, rangeOf } from './support.ts';

const id = (name: string) => `pgReplication.${name}`;

suite('asking about a configuration', () => {
  suiteTeardown(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('a setting is explained on a page', async () => {
    const editor = await open('primary/postgresql.conf');
    const at = rangeOf(editor.document, 'max_wal_senders').start;
    editor.selection = new Selection(at, at);
    const page = await commands.executeCommand<string>(id('explainSetting'));
    assert.match(page, /^# max_wal_senders\n/);
    assert.match(page, /Through the majors/);
    await screenshot('setting-explained');
    await commands.executeCommand('workbench.action.closeEditorsInOtherGroups');
  });

  test('a value is written in another unit', async () => {
    const { document } = await open('primary/postgresql.conf');
    const before = document.getText();
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, endOf(document), 'wal_sender_timeout = 90s\n');
    assert.ok(await workspace.applyEdit(edit));
    const range = rangeOf(document, 'wal_sender_timeout = 90s');
    const titles = await eventually('units', async () => {
      const kind = 'refactor.rewrite.unit';
      const found = await commands.executeCommand<CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        range,
        kind,
      );
      return found.length > 0 && found.map(({ title }) => title);
    });
    assert.deepEqual(titles, ['Write as 90000ms', 'Write as 90000000us']);
    await commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  test('who may connect is answered with the record that decides', async () => {
    const { document } = await open('primary/pg_hba.conf');
    const uri = document.uri.toString();
    const attempt = { uri, type: 'host', tls: false, user: 'shop', database: 'shop', address: '127.0.0.1' };
    const answer = await commands.executeCommand<AttemptAnswer>(id('whoMayConnect'), attempt);
    assert.equal(answer.outcome, 'asked');
    assert.match(answer.steps.at(-1)?.record ?? '', /^host all all 127\.0\.0\.1\/32/);
    await screenshot('who-may-connect');
    await commands.executeCommand('workbench.action.closeQuickOpen');
    const stranger = { ...attempt, address: '192.168.1.1' };
    assert.equal((await commands.executeCommand<AttemptAnswer>(id('whoMayConnect'), stranger)).outcome, 'refused');
    await commands.executeCommand('workbench.action.closeQuickOpen');
  });

  test('the project file is completed and checked', async () => {
    const { document } = await open('pg-replication.json');
    assert.equal(document.languageId, 'jsonc');
    const before = document.getText();
    const edit = new WorkspaceEdit();
    edit.replace(document.uri, rangeOf(document, '{'), '{\n  "presets": ["perfect"],');
    assert.ok(await workspace.applyEdit(edit));
    const own = await finding(document, 'project-file');
    assert.match(document.getText(own.range), /perfect/);
    await screenshot('project-file-checked');
    await commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });
});

suite('asking about the workspace', () => {
  test('the topology is drawn in a document that can be kept', async () => {
    const text = await commands.executeCommand<string>(id('drawTopology'));
    assert.match(text, /```mermaid\nflowchart TD\n/);
    assert.match(text, /\["pg1<br>primary, \d\d"\]/);
    await screenshot('topology-drawn');
    await commands.executeCommand('workbench.action.closeEditorsInOtherGroups');
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
