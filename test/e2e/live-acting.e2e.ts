import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { answerDialogs, DemoView, id, liveSide, restoreDialogs } from './live-support.ts';
import { screenshot } from './screenshot.ts';
import { eventually } from './support.ts';

suite('acting on live clusters', () => {
  let demo: DemoView;

  suiteSetup(async () => {
    demo = new DemoView(await liveSide());
    await demo.start();
  });

  teardown(restoreDialogs);

  test('switching to asynchronous shows the statement first, and back', async () => {
    const shown = answerDialogs('Switch');
    assert.equal(await commands.executeCommand(id('switchClusterToAsynchronous'), { cluster: 'Demo' }), true);
    assert.match(
      shown[0] ?? '',
      /ALTER SYSTEM SET synchronous_standby_names = '';\n.*SELECT pg_catalog.pg_reload_conf\(\)/s,
    );
    await eventually('asynchronous', () => demo.server('standby1')?.feed?.sender.syncState === 'async');
    const choice = { cluster: 'Demo', method: 'ANY', count: 1, standbys: ['standby1', 'standby2'] };
    assert.equal(await commands.executeCommand(id('switchClusterToSynchronous'), choice), true);
    assert.match(shown[1] ?? '', /'ANY 1 \(standby1, standby2\)'/);
    await eventually('a quorum', () => demo.server('standby2')?.feed?.sender.syncState === 'quorum');
    await screenshot('live-quorum');
  });

  test('an active slot is not dropped', async () => {
    const shown = answerDialogs('Drop');
    await commands.executeCommand(id('dropSlot'), { ...demo.target('primary'), slot: 'standby1' });
    assert.deepEqual(shown, []);
    await screenshot('live-slot-guarded');
    await commands.executeCommand('notifications.clearAll');
    assert.ok(demo.seen('primary')?.slots.some(({ name }) => name === 'standby1'));
  });
});
