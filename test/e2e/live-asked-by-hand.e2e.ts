import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { commands, Position, TabInputTextDiff, WorkspaceEdit, window, workspace } from 'vscode';
import { hands, hasHands } from './hands.ts';
import { answerDialogs, DemoView, id, record, restoreDialogs, runTask, writeTasks } from './live-support.ts';
import { screenshot } from './screenshot.ts';
import { eventually, open } from './support.ts';

const enter = { press: 'Enter' } as const;
let demo: DemoView;

function reachedIn(cluster: string): number {
  const servers = demo.live.services.fleet.get(cluster)?.topology?.servers ?? [];
  return servers.filter(({ look }) => look.reached).length;
}

suite('what a live cluster asks, answered by hand', () => {
  suiteSetup(async () => {
    demo = await DemoView.show();
  });
  teardown(restoreDialogs);

  test('one password for both hosts of a profile is typed once, after a wrong one, and kept by one answer', async function () {
    if (!hasHands()) this.skip();
    const ports = [demo.seen('primary'), demo.seen('standby1')].map((seen) => seen?.identity.port).join();
    const conninfo = `host=localhost,localhost port=${ports} user=postgres dbname=postgres sslmode=disable`;
    const shown = record('showInformationMessage');
    const profile = { name: 'Asked', conninfo, allowManagement: true, production: true };
    const adding = commands.executeCommand(id('addCluster'), profile);
    await hands({ see: 'Password of postgres on localhost' }, { type: 'wrong' }, enter);
    await hands({ see: 'was not accepted' }, { type: await demo.password() });
    await screenshot('live-password');
    await hands(enter);
    await adding;
    await eventually('both servers', () => reachedIn('Asked') === 2, 20);
    await eventually('one question', () =>
      shown.some((message) => /Keep the password of postgres on Asked/.test(message)),
    );
    assert.equal(shown.filter((message) => message.startsWith('Keep the password')).length, 1, shown.join('\n'));
    await screenshot('live-keep-password');
    await commands.executeCommand('notifications.clearAll');
  });

  test('a task that makes a slot on a production cluster runs when its name was typed, and not before', async function () {
    if (!hasHands()) this.skip();
    const target = `${demo.folder}/of-production`;
    const task = { label: 'of production', operation: 'basebackup', cluster: 'Asked', target, checkpoint: 'fast' };
    await writeTasks([{ ...task, slot: 'of_production', createSlot: true }]);
    const refused = await runTask('of production');
    await hands({ see: 'changes a production cluster. Type Asked to go on.' }, { type: 'asked' }, enter);
    await Promise.all(refused);
    assert.ok(!existsSync(target), 'another name starts nothing');
    const ran = await runTask('of production');
    await hands({ see: 'Type Asked to go on.' }, { type: 'Asked' }, enter);
    await Promise.all(ran);
    assert.ok(existsSync(`${target}/backup_manifest`));
    await demo.live.services.fleet.refresh('Demo');
    assert.ok(demo.seen('primary')?.slots.some(({ name }) => name === 'of_production'));
    answerDialogs('Drop');
    await commands.executeCommand(id('dropSlot'), { ...demo.target('primary'), slot: 'of_production' });
    assert.ok(!demo.seen('primary')?.slots.some(({ name }) => name === 'of_production'));
    await commands.executeCommand('workbench.action.closePanel');
  });
});

suite('a live cluster beside files, and in the status bar', () => {
  suiteSetup(async () => {
    demo = await DemoView.show();
  });
  teardown(restoreDialogs);

  test('a server is compared with the files of a folder that is chosen', async function () {
    if (!hasHands()) this.skip();
    const comparing = commands.executeCommand(id('compareWithWorkspace'), demo.target('primary'));
    await hands({ click: 'primary', role: 'option' });
    await comparing;
    const [diff] = window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .flatMap(({ input, label }) =>
        input instanceof TabInputTextDiff && / ↔ primary: in force/.test(label) ? [input] : [],
      );
    assert.ok(diff);
    const [files, live] = await Promise.all(
      [diff.original, diff.modified].map((uri) => workspace.openTextDocument(uri)),
    );
    assert.match(live?.getText() ?? '', /^cluster_name = primary$/m);
    assert.doesNotMatch(
      live?.getText() ?? '',
      /client_encoding|application_name/,
      'what our session has is not compared',
    );
    for (const text of [files?.getText(), live?.getText()])
      assert.match(text ?? '', /^# pg_hba\.conf\n(?:host|local)/m);
    await screenshot('live-compare-with-workspace');
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('the status bar leads to the clusters', async function () {
    if (!hasHands()) this.skip();
    await commands.executeCommand('workbench.view.explorer');
    await hands({ click: 'Demo: ', role: 'button' });
    await hands({ see: 'standby1' });
    await screenshot('live-status-bar');
    answerDialogs('Remove');
    await commands.executeCommand(id('removeCluster'), { cluster: 'Asked' });
    assert.equal(demo.live.services.fleet.get('Asked'), undefined);
  });
});

suite('a base backup asked for step by step', () => {
  suiteSetup(async () => {
    demo = await DemoView.show();
  });
  teardown(restoreDialogs);

  test('is kept in tasks.json beside the comments there, in one undo', async function () {
    if (!hasHands()) this.skip();
    await writeTasks([]);
    const { document } = await open('.vscode/tasks.json');
    const note = '// By hand, and not to be lost.\n';
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, new Position(0, 0), note);
    assert.ok(await workspace.applyEdit(edit));
    await document.save();
    const before = document.getText();
    const shown = answerDialogs('Save to tasks.json');
    const asking = commands.executeCommand(id('takeBaseBackup'), demo.target('primary'));
    await hands({ click: 'Plain files', role: 'option' }, { click: 'Stream the WAL alongside', role: 'option' });
    await hands({ see: '(3/' }, enter, { see: '(4/' }, enter);
    await asking;
    assert.match(shown.join('\n'), /pg_basebackup .*--wal-method=stream|-X stream/);
    assert.ok(document.getText().startsWith(note), 'the comment is there');
    assert.match(document.getText(), /"operation": "basebackup"/);
    assert.equal(document.isDirty, false);
    await screenshot('live-task-saved');
    await commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await writeTasks([]);
  });
});
