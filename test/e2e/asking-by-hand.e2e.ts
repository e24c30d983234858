import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { commands, extensions, WorkspaceEdit, workspace } from 'vscode';
import type { AttemptAnswer, ChangedServer } from '../../server/src/protocol.ts';
import { hands, hasHands } from './hands.ts';
import { screenshot } from './screenshot.ts';
import { endOf, eventually, fileUri, open } from './support.ts';

const id = (name: string) => `pgReplication.${name}`;

function git(...args: readonly string[]): void {
  const who = ['-c', 'user.name=tests', '-c', 'user.email=tests@example.invalid'];
  execFileSync('git', [...who, ...args], { cwd: fileUri('.').fsPath, stdio: 'ignore' });
}

suite('asking step by step, and about what has changed', () => {
  test('who may connect asks step by step, and peeks at the record', async function () {
    if (!hasHands()) this.skip();
    await open('primary/pg_hba.conf');
    const asked = commands.executeCommand<AttemptAnswer>(id('whoMayConnect'));
    const enter = { press: 'Enter' } as const;
    await hands({ click: 'Over TCP without TLS', role: 'option' }, { click: 'A database…', role: 'option' });
    await hands({ see: '(2/4)' }, { type: 'shop' }, enter);
    await hands({ see: '(3/4)' }, { type: 'shop' }, enter);
    await hands({ see: '(4/4)' }, { type: '127.0.0.1' }, enter);
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
});
