import assert from 'node:assert/strict';
import { extensions, workspace } from 'vscode';
import { fileUri } from './support.ts';

async function languageOf(path: string): Promise<string> {
  return (await workspace.openTextDocument(fileUri(path))).languageId;
}

suite('languages', () => {
  test('the server’s own names are recognised', async () => {
    assert.equal(await languageOf('primary/postgresql.conf'), 'postgresql-conf');
    assert.equal(await languageOf('standby2/recovery.conf'), 'postgresql-conf');
    assert.equal(await languageOf('primary/pg_hba.conf'), 'pg-hba');
    assert.equal(await languageOf('primary/pg_ident.conf'), 'pg-ident');
  });

  test('other .conf files are left alone', async () => {
    const folder = workspace.workspaceFolders?.[0];
    assert.ok(folder);
    await workspace.fs.writeFile(fileUri('elsewhere/nginx.conf'), new TextEncoder().encode('worker_processes 4;\n'));
    assert.doesNotMatch(await languageOf('elsewhere/nginx.conf'), /postgresql|^pg-/);
  });

  test('included files are recognised by their folder, others by their first line', async () => {
    const write = (path: string, text: string) => workspace.fs.writeFile(fileUri(path), new TextEncoder().encode(text));
    await write('etc/postgresql/16/main/conf.d/wal.conf', 'wal_level = replica\n');
    await write('elsewhere/from-template', '# -- PostgreSQL configuration file --\n');
    await write('elsewhere/ours', '# pg-replication: pg=15\nwal_level = replica\n');
    assert.equal(await languageOf('etc/postgresql/16/main/conf.d/wal.conf'), 'postgresql-conf');
    assert.equal(await languageOf('elsewhere/from-template'), 'postgresql-conf');
    assert.equal(await languageOf('elsewhere/ours'), 'postgresql-conf');
    await workspace.fs.delete(fileUri('etc'), { recursive: true });
    await workspace.fs.delete(fileUri('elsewhere'), { recursive: true });
  });

  test('opening such a file starts the extension', async () => {
    const extension = extensions.getExtension('pg-replication.pg-replication');
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
