import assert from 'node:assert/strict';
import { commands, workspace } from 'vscode';
import { screenshot } from './screenshot.ts';
import { eventually, fileUri, open, textOf } from './support.ts';

const toSynchronous = 'pgReplication.switchToSynchronous';
const toAsynchronous = 'pgReplication.switchToAsynchronous';
const primary = 'primary/postgresql.conf';

async function restore(texts: ReadonlyMap<string, string>): Promise<void> {
  for (const [path, text] of texts) {
    await workspace.fs.writeFile(fileUri(path), new TextEncoder().encode(text));
    await eventually(`${path} as it was`, async () => (await textOf(path)) === text);
  }
}

/** The preview leaves each change to the user: ticks every file of it. */
async function tickEverything(): Promise<void> {
  await commands.executeCommand('refactorPreview.focus');
  await commands.executeCommand('list.collapseAll');
  await commands.executeCommand('list.focusFirst');
  for (let file = 0; file < 3; file++) {
    await commands.executeCommand('refactorPreview.toggleCheckedState');
    await commands.executeCommand('list.focusDown');
  }
}

suite('switching replication', () => {
  const paths = [primary, 'standby1/postgresql.conf', 'standby2/postgresql.conf', 'standby2/recovery.conf'];
  const before = new Map<string, string>();

  suiteSetup(async () => {
    await workspace.saveAll(false);
    for (const path of paths) before.set(path, await textOf(path));
  });

  test('without a choice the command asks step by step', async () => {
    await open(primary);
    const asked = commands.executeCommand(toSynchronous);
    await screenshot('switch-which-standbys');
    await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await screenshot('switch-which-method');
    await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await screenshot('switch-how-many');
    await commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(await asked, false);
    assert.equal(await textOf(primary), before.get(primary));
  });

  test('the preview shows every file, and applies what is ticked', async () => {
    await open(primary);
    const done = commands.executeCommand(toSynchronous, { method: 'FIRST', count: 1, preview: 'each' });
    await screenshot('switch-preview');
    await tickEverything();
    await screenshot('switch-preview-ticked');
    await commands.executeCommand('refactorPreview.apply');
    assert.equal(await done, true);
    assert.match(await textOf(primary), /^synchronous_standby_names = '(?:FIRST )?1 ?\(/m);
    assert.match(await textOf(primary), /^synchronous_commit = on/m);
    assert.match(await textOf('standby1/postgresql.conf'), /^primary_conninfo = '.*application_name=/m);
    await screenshot('after-switch');
  });

  test('and back', async () => {
    await open(primary);
    assert.equal(await commands.executeCommand(toAsynchronous, { preview: 'none' }), true);
    assert.match(await textOf(primary), /^synchronous_standby_names = ''/m);
    await workspace.saveAll(false);
    await restore(before);
  });

  test('a choice in the argument is taken as it is', async () => {
    await open(primary);
    const choice = { method: 'ANY', count: 1, preview: 'none' };
    assert.equal(await commands.executeCommand(toSynchronous, choice), true);
    assert.match(await textOf(primary), /^synchronous_standby_names = 'ANY 1 \(/m);
    await workspace.saveAll(false);
    await restore(before);
  });
});
