import assert from 'node:assert/strict';
import { commands, window } from 'vscode';
import { DemoView, id, liveSide, restoreDialogs } from './live-support.ts';
import { screenshot } from './screenshot.ts';
import { eventually } from './support.ts';

suite('seeing live clusters', () => {
  let demo: DemoView;

  suiteSetup(async () => {
    demo = new DemoView(await liveSide());
  });

  teardown(restoreDialogs);

  test('the view is empty and says what to do', async () => {
    await commands.executeCommand(id('clusters.focus'));
    assert.equal(demo.tree, '');
    await screenshot('live-welcome');
  });

  test('the demo cluster appears with both standbys streaming', async () => {
    const folder = await commands.executeCommand(id('startDemoCluster'));
    assert.equal(typeof folder, 'string');
    await eventually(
      'both standbys stream',
      () => demo.server('standby1')?.feed?.sender.syncState === 'sync' && demo.server('standby2')?.feed,
      30,
    );
    await eventually('rows', () => /standby2 \| async · streaming/.test(demo.tree));
    assert.match(demo.tree, /standby1 \| sync · streaming/);
    assert.match(demo.tree, /\n {2}primary \| primary · PostgreSQL/);
    await screenshot('live-demo');
    await commands.executeCommand('notifications.clearAll');
  });

  test('the dashboard draws the topology', async () => {
    await commands.executeCommand(id('openDashboard'), { cluster: 'Demo' });
    await eventually('a tab', () =>
      window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ label }) => label.includes('Dashboard')),
    );
    await new Promise((resolve) => setTimeout(resolve, 12_000));
    await screenshot('live-dashboard');
    await commands.executeCommand('workbench.action.closeAllEditors');
  });
});
