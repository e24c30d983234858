import assert from 'node:assert/strict';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { suite, test } from 'node:test';
import { run, TemporaryFolder } from './run-in-folder.ts';

const old = 'wal_keep_segments = 32\n';
const mended = 'wal_keep_size = 512MB\n';

async function fix(folder: TemporaryFolder) {
  return run('lint', folder.path, '--fix', '--pg', '16');
}

suite('--fix', () => {
  test('applies the safe fixes, says how many, and reports what is left', async () => {
    using folder = new TemporaryFolder({ 'postgresql.conf': `${old}wal_level = nonsense\n` });
    const { code, output } = await fix(folder);
    assert.equal(readFileSync(folder.at('postgresql.conf'), 'utf8'), `${mended}wal_level = nonsense\n`);
    assert.equal(code, 1);
    assert.doesNotMatch(output, /wal_keep/);
    assert.match(output, /unknown-enum-value/);
    assert.match(output, /; 1 fix applied\n$/);
  });

  test('a second run finds nothing to fix and writes nothing', async () => {
    using folder = new TemporaryFolder({ 'postgresql.conf': old });
    assert.equal((await fix(folder)).code, 0);
    const before = statSync(folder.at('postgresql.conf'));
    const { output } = await fix(folder);
    assert.doesNotMatch(output, /applied/);
    assert.equal(statSync(folder.at('postgresql.conf')).mtimeMs, before.mtimeMs);
  });

  test('without --fix no file is touched', async () => {
    using folder = new TemporaryFolder({ 'postgresql.conf': old });
    assert.equal((await run('lint', folder.path, '--pg', '16')).code, 1);
    assert.equal(readFileSync(folder.at('postgresql.conf'), 'utf8'), old);
  });

  test('keeps CRLF and a byte order mark', async () => {
    const text = `# first\r\n${old.trimEnd()}   # kept\r\nwork_mem = 4MB\r\n`;
    using folder = new TemporaryFolder({ 'postgresql.conf': text });
    await fix(folder);
    assert.equal(
      readFileSync(folder.at('postgresql.conf'), 'utf8'),
      '# first\r\nwal_keep_size = 512MB   # kept\r\nwork_mem = 4MB\r\n',
    );
  });

  test("keeps the file's mode, leaves nothing beside it", async () => {
    using folder = new TemporaryFolder({ 'postgresql.conf': old });
    chmodSync(folder.at('postgresql.conf'), 0o600);
    await fix(folder);
    assert.equal(statSync(folder.at('postgresql.conf')).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(folder.path), ['postgresql.conf']);
  });

  test('writes through a link', async () => {
    using folder = new TemporaryFolder({ 'kept/stock.txt': old });
    mkdirSync(folder.at('db'));
    symlinkSync('../kept/stock.txt', folder.at('db/postgresql.conf'));
    await fix(folder);
    assert.ok(lstatSync(folder.at('db/postgresql.conf')).isSymbolicLink());
    assert.equal(readFileSync(folder.at('kept/stock.txt'), 'utf8'), mended);
  });

  test('mends included files', async () => {
    using folder = new TemporaryFolder({ 'postgresql.conf': "include_dir = 'conf.d'\n", 'conf.d/wal.conf': old });
    await fix(folder);
    assert.equal(readFileSync(folder.at('conf.d/wal.conf'), 'utf8'), mended);
  });

  test('leaves a file that is not UTF-8 as it is, and says so', async () => {
    const bytes = Buffer.concat([Buffer.from([0x23, 0xe9, 0x0a]), Buffer.from(old)]);
    using folder = new TemporaryFolder({ 'postgresql.conf': bytes, 'other/postgresql.conf': old });
    const { code, output, complaints } = await fix(folder);
    assert.equal(code, 1);
    assert.match(output, /removed-parameter/);
    assert.match(complaints, /postgresql\.conf is not UTF-8, it is left as it is/);
    assert.deepEqual(readFileSync(folder.at('postgresql.conf')), bytes);
    assert.equal(readFileSync(folder.at('other/postgresql.conf'), 'utf8'), mended);
  });

  test('makes no file where a server has none', async () => {
    using folder = new TemporaryFolder({ 'pg_hba.conf': 'local all all peer\n' });
    writeFileSync(folder.at('notes.md'), '');
    await fix(folder);
    assert.deepEqual(readdirSync(folder.path).sort(), ['notes.md', 'pg_hba.conf']);
  });
});
