import assert from 'node:assert/strict';
import { type CompletionList, commands, env, extensions, UIKind } from 'vscode';
import { eventually, findingsOf, open, rangeOf, textOf } from './support.ts';

suite('in the web worker', () => {
  test('the browser entry is what runs, on a virtual workspace', async () => {
    const { document } = await open('primary/postgresql.conf');
    assert.equal(env.uiKind, UIKind.Web);
    assert.equal(document.uri.scheme, 'pgsample');
    assert.equal(document.languageId, 'postgresql-conf');
    const extension = extensions.getExtension('pg-replication.pg-replication');
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  test('the same findings', async () => {
    const { document } = await open('primary/postgresql.conf');
    await eventually('findings', () => findingsOf(document).includes('42 Error removed-parameter "wal_keep_segments"'));
  });

  test('files are read through the workspace', async () => {
    const { document } = await open('standby2/recovery.conf');
    await eventually('recovery.conf is refused by 16, as pg-replication.json says', () =>
      findingsOf(document).some((it) => it.includes('recovery-conf')),
    );
  });

  test('names are offered', async () => {
    const { document } = await open('primary/postgresql.conf');
    const at = rangeOf(document, 'wal_level').end;
    const list = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      at,
    );
    assert.ok(
      list.items.some(
        ({ label }) => label === 'wal_level' || (typeof label === 'object' && label.label === 'wal_level'),
      ),
    );
  });

  test('the server can be restarted, in a worker of its own', async () => {
    const { document } = await open('primary/postgresql.conf');
    await commands.executeCommand('pgReplication.restartServer');
    await eventually('findings again', () => findingsOf(document).length > 0);
  });

  test('replication is switched across files', async () => {
    await open('primary/postgresql.conf');
    const choice = { method: 'FIRST', count: 1, preview: 'none' };
    assert.equal(await commands.executeCommand('pgReplication.switchToSynchronous', choice), true);
    assert.match(await textOf('primary/postgresql.conf'), /^synchronous_standby_names = '(?:FIRST )?1 ?\(/m);
    assert.match(await textOf('standby1/postgresql.conf'), /^primary_conninfo = '.*application_name=/m);
  });
});
