import assert from 'node:assert/strict';
import { commands, Range, WorkspaceEdit, workspace } from 'vscode';
import { screenshot } from './screenshot.ts';
import { endOf, open } from './support.ts';

const untidy: Readonly<Record<string, string>> = {
  'primary/pg_hba.conf':
    'host replication   replicator 10.0.0.0/8 scram-sha-256 # the standbys\nlocal all all peer # here\n',
  'primary/postgresql.conf': '  max_wal_senders=8# as many as there are standbys\nwal_level  replica # for them\n',
};
const tidy: Readonly<Record<string, string>> = {
  'primary/pg_hba.conf': [
    'host    replication     replicator      10.0.0.0/8              scram-sha-256  # the standbys',
    'local   all             all                                     peer  # here',
    '',
  ].join('\n'),
  'primary/postgresql.conf': [
    'max_wal_senders = 8  # as many as there are standbys',
    'wal_level = replica  # for them',
    '',
  ].join('\n'),
};

suite('Format Document', () => {
  for (const [path, text] of Object.entries(untidy)) {
    test(`lays ${path} out, and one undo takes it back`, async () => {
      const { document } = await open(path);
      const original = document.getText();
      const edit = new WorkspaceEdit();
      edit.replace(document.uri, new Range(document.positionAt(0), endOf(document)), text);
      assert.ok(await workspace.applyEdit(edit));
      await commands.executeCommand('editor.action.formatDocument');
      assert.equal(document.getText(), tidy[path]);
      await screenshot(`formatted-${path.replace(/\W/g, '-')}`);
      await commands.executeCommand('undo');
      assert.equal(document.getText(), text);
      await commands.executeCommand('undo');
      assert.equal(document.getText(), original);
    });
  }
});
