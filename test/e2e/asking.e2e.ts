import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { type CodeAction, commands, extensions, Selection, WorkspaceEdit, workspace } from 'vscode';
import type { AttemptAnswer, ChangedServer } from '../../server/src/protocol.ts';
import { hands, hasHands } from './hands.ts';
import { screenshot } from './screenshot.ts';
import { endOf, eventually, fileUri, finding, open, rangeOf } from './support.ts';

const id = (name: string) => `pgReplication.${name}`;

function git(...args: readonly string[]): void {
  const who = ['-c', 'user.name=tests', '-c', 'user.email=tests@example.invalid'];
  execFileSync('git', [...who, ...args], { cwd: fileUri('.').fsPath, stdio: 'ignore' });
}

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
});

suite('asking step by step, and about the project', () => {
  test('who may connect asks step by step, and peeks at the record', async function () {
    if (!hasHands()) this.skip();
    await open('primary/pg_hba.conf');
    const asked = commands.executeCommand<AttemptAnswer>(id('whoMayConnect'));
    const enter = { press: 'Enter' } as const;
    await hands({ click: 'Over TCP without TLS', role: 'option' }, { click: 'A database…', role: 'option' });
    await hands({ type: 'shop' }, enter);
    await hands({ type: 'shop' }, enter);
    await hands({ type: '127.0.0.1' }, enter);
    assert.equal((await asked).outcome, 'asked');
    await hands({ click: 'host all all 127.0.0.1/32', role: 'option' });
    await screenshot('who-may-connect-peek');
    await hands({ press: 'Escape' });
  });

  test('restart or reload? since the last commit', async function () {
    if (!extensions.getExtension('vscode.git')) this.skip();
    git('init', '-q');
    git('add', '-A');
    git('commit', '-q', '-m', 'before');
    await commands.executeCommand('git.openRepository', fileUri('.').fsPath);
    const { document } = await open('standby1/postgresql.conf');
    const before = document.getText();
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, endOf(document), 'max_connections = 333\nwork_mem = 33MB\n');
    assert.ok(await workspace.applyEdit(edit));
    const changed = await eventually('changes', async () => {
      const found = await commands.executeCommand<readonly ChangedServer[] | undefined>(id('restartOrReload'));
      return found && found.length > 0 && found;
    });
    assert.deepEqual(
      changed.map(({ server, changes }) => [server, changes.map(({ what, needs }) => `${what}: ${needs}`)]),
      [['pg2', ['max_connections: restart', 'work_mem: reload']]],
    );
    await screenshot('restart-or-reload');
    await commands.executeCommand('workbench.action.closeQuickOpen');
    await commands.executeCommand('undo');
    assert.equal(document.getText(), before);
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
