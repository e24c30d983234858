import assert from 'node:assert/strict';
import { commands, MarkdownString, workspace } from 'vscode';
import type { TreeNode } from '../../client/src/clusters/nodes/tree-node.ts';
import { hands, hasHands } from './hands.ts';
import { answerDialogs, DemoView, id, restoreDialogs } from './live-support.ts';
import { screenshot } from './screenshot.ts';
import { eventually } from './support.ts';

const enter = { press: 'Enter' } as const;
/** What a server may call a publication: with markup of every kind that the workbench knows. */
const hostile = 'p <img src=x onerror=alert(1)> [a](command:x) **b** $(zap) `c`';

/** Every row below one, itself included. */
function all(node: TreeNode): readonly TreeNode[] {
  return [node, ...node.children.flatMap(all)];
}

/** Whether a tooltip shows that text and nothing that it would make of it as Markdown. */
function showsAsText({ value, isTrusted, supportHtml, supportThemeIcons }: MarkdownString): boolean {
  return !isTrusted && !supportHtml && !supportThemeIcons && !/(?<!\\)[<[*`]/.test(value);
}

let demo: DemoView;

suite('live clusters by hand', () => {
  suiteSetup(async () => {
    demo = await DemoView.show();
  });
  teardown(restoreDialogs);

  test('a cluster is added step by step, tried before it is kept, and its rows open at a click', async function () {
    if (!hasHands()) this.skip();
    const port = demo.seen('primary')?.identity.port;
    const password = await demo.password();
    const dialogs = answerDialogs('Save and Connect');
    const adding = commands.executeCommand(id('addCluster'));
    await hands({ click: 'Connection string or URI', role: 'option' });
    await hands({ see: '(2/5)' }, { press: 'Control+a' });
    await hands({ type: `postgresql://postgres:${password}@localhost:${port}/postgres?sslmode=disable` }, enter);
    await hands({ see: '(3/5)' }, { press: 'Control+a' }, { type: 'By hand' });
    await screenshot('live-add-cluster');
    await hands(enter, { see: '(4/5)' }, enter);
    await hands({ see: '(5/5)' }, { click: 'User settings', role: 'option' });
    await adding;
    assert.ok(
      dialogs.some((text) => /localhost/.test(text) && !text.includes(password)),
      dialogs.join('\n'),
    );
    await eventually(
      'its server',
      () => demo.live.services.fleet.get('By hand')?.topology?.servers[0]?.look.reached,
      20,
    );
    assert.ok(!JSON.stringify(workspace.getConfiguration('pgReplication').inspect('clusters')).includes(password));
    await hands({ click: 'By hand', role: 'treeitem' }, { press: 'ArrowRight' });
    await hands({ press: 'ArrowDown' }, { press: 'ArrowRight' }, { see: 'WAL senders' });
    await screenshot('live-added-by-hand');
    answerDialogs('Remove');
    await commands.executeCommand(id('removeCluster'), { cluster: 'By hand' });
  });
});

suite('names of live servers', () => {
  suiteSetup(async () => {
    demo = await DemoView.show();
  });

  test('that somebody made up are text in rows and tooltips', async function () {
    const key = demo.seen('primary')?.key;
    const { profiles, fleet } = demo.live.services;
    const profile = profiles.get('Demo');
    const primary = profile && profiles.servers(profile).find((it) => it.key === key);
    assert.ok(primary);
    const session = await profiles.open(primary, { purpose: 'act', ask: false });
    await session.run(`CREATE PUBLICATION "${hostile}"`);
    try {
      await fleet.refresh('Demo');
      const row = await eventually('its row', () =>
        demo.live.view.roots.flatMap(all).find(({ label }) => label.includes('onerror')),
      );
      const item = demo.live.view.getTreeItem(row);
      assert.equal(item.label, hostile);
      const told = demo.live.view.roots.flatMap(all).map((node) => demo.live.view.getTreeItem(node).tooltip);
      const tooltips = told.filter((tooltip) => tooltip instanceof MarkdownString);
      assert.ok(tooltips.length > 5);
      for (const tooltip of tooltips) assert.ok(showsAsText(tooltip), tooltip.value);
      await demo.live.view.reveal({ cluster: 'Demo', server: primary.key });
      if (!hasHands()) this.skip();
      await hands({ click: 'Publications', role: 'treeitem' }, { press: 'ArrowRight' });
      await hands({ hover: 'p <img src=x', role: 'treeitem' });
      await screenshot('live-hostile-name');
    } finally {
      await session.run(`DROP PUBLICATION "${hostile}"`);
      await session.close();
    }
  });
});
