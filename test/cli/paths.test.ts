import assert from 'node:assert/strict';
import { symlinkSync, writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { run, TemporaryFolder } from './run-in-folder.ts';

const broken = 'no_such_parameter = 1\n';

/** The files that findings are reported in, as they are shown. */
async function filesFor(...argv: readonly string[]): Promise<readonly string[]> {
  const { output } = await run('lint', '--format', 'json', '--pg', '16', ...argv);
  const findings: readonly { readonly file: string }[] = JSON.parse(output);
  return findings.map(({ file }) => file);
}

/** Runs `body` with `folder` as the current one. */
async function inside<Result>(folder: TemporaryFolder, body: () => Promise<Result>): Promise<Result> {
  const before = process.cwd();
  process.chdir(folder.path);
  try {
    return await body();
  } finally {
    process.chdir(before);
  }
}

suite('paths', () => {
  test('each folder below the one given is a server, in the order of names', async () => {
    using folder = new TemporaryFolder({
      'b/postgresql.conf': broken,
      'a/main/postgresql.conf': broken,
      'c/notes.md': '',
    });
    assert.deepEqual(await filesFor(folder.path), [
      folder.at('a/main/postgresql.conf'),
      folder.at('b/postgresql.conf'),
    ]);
    const { output } = await run('lint', folder.path, '--pg', '16');
    assert.match(output, /2 errors, 0 warnings, 0 for information in 2 servers\n$/);
  });

  test('files are named as the path was given', async () => {
    using folder = new TemporaryFolder({ 'db/postgresql.conf': broken });
    await inside(folder, async () => {
      assert.deepEqual(await filesFor(), ['db/postgresql.conf']);
      assert.deepEqual(await filesFor('.'), ['db/postgresql.conf']);
      assert.deepEqual(await filesFor('./db/'), ['db/postgresql.conf']);
      assert.deepEqual(await filesFor('db'), ['db/postgresql.conf']);
      assert.deepEqual(await filesFor('db/postgresql.conf'), ['db/postgresql.conf']);
    });
  });

  test('a file in the current folder is found by its bare name', async () => {
    using folder = new TemporaryFolder({ 'postgresql.conf': broken });
    assert.deepEqual(await inside(folder, () => filesFor('postgresql.conf')), ['postgresql.conf']);
  });

  test('a file of a server is judged with its other files, and only its findings are told', async () => {
    using folder = new TemporaryFolder({
      'postgresql.conf': `${broken}work_mem = 1MB\n`,
      'postgresql.auto.conf': "work_mem = '2MB'\n",
      'pg_hba.conf': 'local all all nonsense\n',
    });
    const { output } = await run('lint', folder.at('postgresql.conf'), '--pg', '16');
    assert.match(output, /\[unknown-parameter\]/);
    assert.match(output, /\[overridden-setting\]/);
    assert.doesNotMatch(output, /pg_hba/);
  });

  test('a file of no server is judged by itself', async () => {
    using folder = new TemporaryFolder({ 'fragments/tuning.conf': 'work_mem = 1mb\n' });
    assert.deepEqual(await filesFor(folder.at('fragments/tuning.conf')), [folder.at('fragments/tuning.conf')]);
  });

  test('a project file stands for its folder, and tells the majors of its servers', async () => {
    using folder = new TemporaryFolder({
      'pg-replication.json':
        '{"servers":[{"name":"old","folder":"old","major":12},{"name":"new","folder":"new","major":13}]}',
      'old/postgresql.conf': 'wal_keep_segments = 32\n',
      'new/postgresql.conf': 'wal_keep_segments = 32\n',
    });
    const { code, output } = await run('lint', folder.at('pg-replication.json'));
    assert.equal(code, 1);
    assert.ok(output.startsWith(`${folder.at('new/postgresql.conf')}:1:1: error`), output);
    assert.match(output, /1 error, .* in 2 servers\n$/);
  });

  test('a mistake in a project file is told, the rest counts', async () => {
    using folder = new TemporaryFolder({
      'pg-replication.json': '{"servers":[{"name":"a","folder":"a","major":7},{"name":"b","folder":"b","major":12}]}',
      'b/postgresql.conf': 'wal_keep_segments = 32\n',
    });
    const { code, complaints } = await run('lint', folder.path);
    assert.equal(code, 0);
    assert.match(complaints, /pg-replication\.json:1:46: Too small/);
  });

  test('links to folders are not followed', async () => {
    using folder = new TemporaryFolder({ 'a/postgresql.conf': broken });
    symlinkSync(folder.path, folder.at('a/round'));
    assert.deepEqual(await filesFor(folder.path), [folder.at('a/postgresql.conf')]);
  });

  test('a folder without configuration says so', async () => {
    using folder = new TemporaryFolder({ 'notes.md': 'nothing\n' });
    const { code, output } = await run('lint', folder.path);
    assert.equal(code, 0);
    assert.equal(output, 'No PostgreSQL configuration found.\n');
  });
});

suite('absolute includes', () => {
  test('of another folder of this machine are not judged', async () => {
    using machine = new TemporaryFolder({ 'shared.conf': 'no_such_thing = 1\n' });
    const conf = `include '${machine.at('shared.conf')}'\n`;
    using repository = new TemporaryFolder({ 'postgresql.conf': conf });
    const { code, output } = await run('lint', repository.path, '--pg', '18');
    assert.equal(code, 0);
    assert.match(output, /is not visible from here/);
    using own = new TemporaryFolder({ 'shared.conf': 'no_such_thing = 1\n', 'pg/postgresql.conf': '' });
    writeFileSync(own.at('pg/postgresql.conf'), `include '${own.at('shared.conf')}'\n`);
    assert.equal((await run('lint', own.path, '--pg', '18')).code, 1);
  });
});
