import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { readServer } from '../../../core/src/model/read-server.ts';
import { inMemoryFiles } from '../../support/in-memory-files.ts';

/** The users of the records of a server whose postgresql.conf says where pg_hba.conf is. */
async function users(folder: string, files: Readonly<Record<string, string>>): Promise<string> {
  const server = await readServer(inMemoryFiles(new Map(Object.entries(files))), folder, { major: 18 });
  return server.hba.flatMap((record) => record.users.map(({ text }) => text)).join();
}

const named = "hba_file = '/etc/pg/pg_hba.conf'\n";
const ours = 'local all ours peer\n';
const theirs = 'local all theirs peer\n';

suite('where hba_file leads', () => {
  test('a copy of the files of a server has its records beside it, whatever this machine has at the path', async () => {
    const machine = { 'file:///etc/pg/pg_hba.conf': theirs };
    const copy = { ...machine, 'file:///repo/postgresql.conf': named, 'file:///repo/pg_hba.conf': ours };
    assert.equal(await users('file:///repo', copy), 'ours');
  });

  test('a data directory goes by the path, and what initdb made in it does not count', async () => {
    const machine = { 'file:///etc/pg/pg_hba.conf': theirs };
    const data = {
      'file:///data/postgresql.conf': named,
      'file:///data/pg_hba.conf': ours,
      'file:///data/PG_VERSION': '18\n',
    };
    assert.equal(await users('file:///data', { ...machine, ...data }), 'theirs');
  });

  test('another name is another file, and so is one beside in another folder', async () => {
    const files = {
      'file:///repo/postgresql.conf': "hba_file = 'access/hba.conf'\n",
      'file:///repo/pg_hba.conf': ours,
      'file:///repo/access/hba.conf': theirs,
    };
    assert.equal(await users('file:///repo', files), 'theirs');
    const absolute = { ...files, 'file:///repo/postgresql.conf': "hba_file = '/etc/pg/common.conf'\n" };
    assert.equal(
      await users('file:///repo', { ...absolute, 'file:///etc/pg/common.conf': 'local all common peer\n' }),
      'common',
    );
  });
});
