import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { before, suite, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { LanguageClient } from '../../tools/bench/language-client.ts';
import { run, TemporaryFolder } from './run-in-folder.ts';

const root = join(import.meta.dirname, '../..');
/** A finding on each of 5000 lines. */
const manyMistakes = Array.from({ length: 5000 }, (_, at) => `no_such_parameter_${at} = 1\n`).join('');
const program = join(root, 'dist/cli.cjs');

function runBuilt(...argv: readonly string[]) {
  return spawnSync(process.execPath, [program, ...argv], { encoding: 'utf8', cwd: root, maxBuffer: 16 << 20 });
}

suite('dist/cli.cjs', () => {
  before(() => {
    const built = statSync(program, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    const sources = globSync('{cli,core,project,server}/src/**/*.{ts,json}', { cwd: root });
    if (sources.every((path) => statSync(join(root, path)).mtimeMs < built)) return;
    const { status, stderr } = spawnSync(process.execPath, ['tools/build.ts'], { encoding: 'utf8', cwd: root });
    assert.equal(status, 0, stderr);
  });

  test('lints the sample as the sources do', async () => {
    const { status, stdout } = runBuilt('lint', join(root, 'sample'));
    const { code, output } = await run('lint', join(root, 'sample'));
    assert.equal(stdout, output);
    assert.equal(status, code);
  });

  test('runs again and again with the Node.js that the machine has, which may be older than ours', () => {
    const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
    const node = folders.map((folder) => join(folder, 'node')).find((path) => existsSync(path)) ?? process.execPath;
    const lint = (...options: string[]) =>
      spawnSync(node, [program, 'lint', 'sample', ...options], { encoding: 'utf8', cwd: root });
    for (const [format, sign] of [
      ['text', /errors/],
      ['text', /errors/],
      ['sarif', /"results"/],
      ['junit', /<testsuite /],
      ['gitlab', /"fingerprint"/],
    ] as const) {
      const { stdout, stderr } = lint('--format', format);
      assert.match(stdout, sign);
      assert.equal(stderr, '');
    }
    using folder = new TemporaryFolder({ 'postgresql.conf': '# pg-replication: pg=16\nwal_keep_segments = 32\n' });
    const fixed = spawnSync(node, [program, 'lint', '--fix', folder.path], { encoding: 'utf8' });
    assert.match(fixed.stdout, /1 fix applied/);
  });

  test('tells its version and its mistakes', () => {
    assert.match(runBuilt('--version').stdout, /^[0-9]+\.[0-9]+\.[0-9]+\n$/);
    const { status, stdout, stderr } = runBuilt('lint', 'no/such/folder');
    assert.equal(status, 2);
    assert.equal(stdout, 'No PostgreSQL configuration found.\n');
    assert.match(stderr, /no\/such\/folder does not exist/);
  });

  test('writes whole output to a pipe that is read slowly', () => {
    using folder = new TemporaryFolder({ 'postgresql.conf': manyMistakes });
    const { stdout } = runBuilt('lint', folder.path, '--format', 'json');
    const found: readonly object[] = JSON.parse(stdout);
    assert.equal(found.length, 5000);
  });

  test('ends quietly when its reader goes away', () => {
    using folder = new TemporaryFolder({ 'postgresql.conf': manyMistakes });
    const { stdout, stderr } = spawnSync(
      '/bin/sh',
      ['-c', '"$0" "$1" lint "$2" | head -n 1', process.execPath, program, folder.path],
      { encoding: 'utf8' },
    );
    assert.match(stdout, /^[^\n]*postgresql\.conf:1:[^\n]*\n$/);
    assert.equal(stderr, '');
  });

  test('serves the language server, with --stdio said or not', async () => {
    for (const args of [['serve', '--stdio'], ['serve']]) {
      using folder = new TemporaryFolder({ 'postgresql.conf': 'wal_levl = x\n' });
      const client = new LanguageClient(program, args);
      await client.initialize(pathToFileURL(folder.path).href, true);
      const uri = pathToFileURL(folder.at('postgresql.conf')).href;
      const textDocument = { uri, languageId: 'postgresql-conf', version: 1, text: 'wal_levl = x\n' };
      client.notify('textDocument/didOpen', { textDocument });
      const report = await client.request('textDocument/diagnostic', { textDocument: { uri } });
      assert.match(JSON.stringify(report), /unknown-parameter/);
      await client.close();
    }
  });
});
