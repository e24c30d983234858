import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { screenshot } from './screenshot.ts';
import { eventually, findingsOf, open, textOf, undoUntil } from './support.ts';

const setTarget = 'pgReplication.setTarget';

suite('target', () => {
  test('another major in a comment changes the verdict', async () => {
    const { document } = await open('standby2/postgresql.conf');
    await eventually('gone since 16', () =>
      findingsOf(document).some((it) => it.includes('removed-parameter "promote_trigger_file"')),
    );
    const before = document.getText();
    assert.equal(await commands.executeCommand(setTarget, { major: 15 }), true);
    assert.match(document.getText(), /^# pg-replication: pg=15$/m);
    await eventually(
      'known in 15',
      () => !findingsOf(document).some((it) => it.includes('removed-parameter "promote_trigger_file"')),
    );
    assert.equal(await undoUntil(document, before), 1);
    await eventually('gone again', () =>
      findingsOf(document).some((it) => it.includes('removed-parameter "promote_trigger_file"')),
    );
  });

  test('another role is written to the project file', async () => {
    await open('standby1/postgresql.conf');
    assert.equal(await commands.executeCommand(setTarget, { role: 'primary' }), true);
    assert.match(await textOf('pg-replication.json'), /"pg2"[^}]*"role": ?"primary"/);
    assert.equal(await commands.executeCommand(setTarget, { role: 'standby' }), true);
    assert.match(await textOf('pg-replication.json'), /"pg2"[^}]*"role": ?"standby"/);
  });

  test('the choice is offered', async () => {
    await open('primary/postgresql.conf');
    const asked = commands.executeCommand(setTarget);
    await screenshot('set-target');
    const answer = await eventually('the end of the choice', async () => {
      await commands.executeCommand('workbench.action.closeQuickOpen');
      return Promise.race([asked.then(String), new Promise<undefined>((resolve) => setTimeout(resolve, 100))]);
    });
    assert.equal(answer, 'false');
  });

  test('the server can be restarted', async () => {
    const { document } = await open('primary/postgresql.conf');
    await commands.executeCommand('pgReplication.restartServer');
    await eventually('findings again', () => findingsOf(document).length > 0);
  });
});
