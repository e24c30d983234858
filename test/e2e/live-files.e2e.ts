import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { commands, type InlayHint, Range, Uri, window, workspace } from 'vscode';
import { serverUri } from '../../client/src/live/server-uri.ts';
import { DemoView, id, liveSide, restoreDialogs } from './live-support.ts';
import { screenshot } from './screenshot.ts';
import { eventually } from './support.ts';

/** Lines of a file with what the server runs with instead. */
async function liveLabels(uri: Uri): Promise<readonly string[]> {
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document);
  const whole = new Range(0, 0, document.lineCount, 0);
  const hints = await commands.executeCommand<InlayHint[]>('vscode.executeInlayHintProvider', document.uri, whole);
  const labels = hints.map(({ label, position }) => `${document.lineAt(position.line).text}: ${String(label)}`);
  return labels.filter((label) => label.includes('live'));
}

suite('files of live servers', () => {
  let demo: DemoView;

  suiteSetup(async () => {
    demo = new DemoView(await liveSide());
    await demo.start();
  });

  teardown(restoreDialogs);

  test('the settings in force open as a document with findings and hover', async () => {
    const look = demo.seen('primary');
    assert.ok(look);
    const uri = Uri.parse(
      serverUri({ cluster: 'Demo', server: look.key, part: 'inForce', path: '/postgresql.conf' }),
      true,
    );
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document);
    assert.match(document.getText(), /^cluster_name = 'primary' {2}# .*postgresql\.conf, line/m);
    assert.equal(document.languageId, 'postgresql-conf');
    const hovers = await commands.executeCommand<unknown[]>(
      'vscode.executeHoverProvider',
      uri,
      document.positionAt(document.getText().indexOf('cluster_name') + 2),
    );
    assert.ok(hovers.length > 0);
    await screenshot('live-settings-in-force');
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('a line that the server does not run with yet says what it runs with', async () => {
    const path = `${demo.folder}/primary/postgresql.conf`;
    await appendFile(path, 'work_mem = 8MB\n');
    const server = demo.seen('primary')?.key ?? '';
    const onDisk = Uri.parse(serverUri({ cluster: 'Demo', server, part: 'disk', path }), true);
    for (const uri of [onDisk, Uri.file(path)])
      assert.deepEqual(await liveLabels(uri), ['work_mem = 8MB: live: 4MB'], uri.scheme);
    await screenshot('live-inlay-hint');
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('two servers are compared side by side', async () => {
    const asked = commands.executeCommand(id('compareServers'), demo.target('primary'));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await asked;
    await eventually('a comparison', () =>
      window.tabGroups.activeTabGroup.activeTab?.label.includes('primary ↔ standby'),
    );
    const texts = window.visibleTextEditors.map(({ document }) => document.getText());
    assert.ok(texts.some((text) => /^cluster_name = primary$/m.test(text)));
    assert.ok(texts.some((text) => /^cluster_name = standby[12]$/m.test(text)));
    await screenshot('live-comparison');
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('a finding is explained by the page of its rule', async () => {
    await commands.executeCommand(id('explainFinding'), { rule: 'wal-level-too-low' });
    await eventually('the page', () =>
      window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ label }) => label.includes('wal-level-too-low')),
    );
    await commands.executeCommand('workbench.action.closeAllEditors');
  });
});
