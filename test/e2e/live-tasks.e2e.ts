import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { commands } from 'vscode';
import { answerDialogs, DemoView, id, liveSide, restoreDialogs, runTask, writeTasks } from './live-support.ts';
import { screenshot } from './screenshot.ts';
import { eventually } from './support.ts';

suite('tasks on live clusters', () => {
  let demo: DemoView;

  suiteSetup(async () => {
    demo = new DemoView(await liveSide());
    await demo.start();
  });

  teardown(restoreDialogs);

  test('a base backup runs as a task with progress, and a cancelled one leaves nothing', async () => {
    const folder = demo.folder;
    await writeTasks([
      {
        label: 'whole',
        operation: 'basebackup',
        cluster: 'Demo',
        target: `${folder}/backup`,
        checkpoint: 'fast',
        maxRate: '12M',
      },
      {
        label: 'half',
        operation: 'basebackup',
        cluster: 'Demo',
        target: `${folder}/half`,
        checkpoint: 'fast',
        maxRate: '1M',
        slot: 'half',
        createSlot: true,
      },
    ]);
    const whole = await runTask('whole');
    await eventually('progress', () => demo.live.services.tasks.all.some(({ progress }) => /%/.test(progress)), 30);
    assert.match(demo.tree, /\n {2}.*base backup.*\| .*%/i);
    await Promise.all(whole);
    assert.ok(existsSync(`${folder}/backup/backup_manifest`));
    await screenshot('live-backup-done');
    const half = await runTask('half');
    await eventually('half of it', () => demo.live.services.tasks.all.some(({ progress }) => /%/.test(progress)), 30);
    await screenshot('live-backup-progress');
    for (const { id: task } of demo.live.services.tasks.all) demo.live.services.tasks.cancel(task);
    await Promise.all(half);
    await screenshot('live-backup-cancelled');
    assert.ok(!existsSync(`${folder}/half`));
    await demo.live.services.fleet.refresh('Demo');
    assert.deepEqual(
      demo
        .seen('primary')
        ?.slots.map(({ name }) => name)
        .sort(),
      ['standby1', 'standby2'],
    );
    await commands.executeCommand('workbench.action.closePanel');
    await commands.executeCommand('notifications.clearAll');
  });

  test('a standby is created and appears', async () => {
    const shown = answerDialogs('Undo');
    const made = await commands.executeCommand(id('createStandby'), {
      ...demo.target('primary'),
      name: 'standby3',
      folder: `${demo.folder}/standby3`,
    });
    assert.deepEqual(shown, []);
    assert.equal(made, true);
    await eventually('standby3', () => demo.server('standby3')?.feed?.sender.state === 'streaming', 30);
    await screenshot('live-standby-created');
  });
});
