import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { parseArguments } from '../../cli/src/arguments.ts';
import { TemporaryFolder } from './run-in-folder.ts';

const root = join(import.meta.dirname, '../..');
const action = readFileSync(join(root, 'action.yml'), 'utf8');
const hooks = readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8');

/** The script of a step, without its indentation. */
function scriptOf(step: string): string {
  const [, block = ''] = new RegExp(`- name: ${step}\\n[\\s\\S]*?run: \\|\\n((?: {8}.*\\n?)+)`).exec(action) ?? [];
  return block.replace(/^ {8}/gm, '');
}

/** Runs the step that lints as a runner does: `bash -e -o pipefail`. */
function lintAsAction(folder: TemporaryFolder, inputs: Readonly<Record<string, string>>) {
  const env = {
    ...process.env,
    PG_REPLICATION_HOME: root,
    PG_REPLICATION_PATHS: '.',
    PG_REPLICATION_FORMAT: 'github',
    PG_REPLICATION_ARGS: '',
    PG_REPLICATION_OUTPUT: '',
    ...inputs,
  };
  return spawnSync('bash', ['-e', '-o', 'pipefail', '-c', scriptOf('Lint')], {
    cwd: folder.path,
    env,
    encoding: 'utf8',
  });
}

suite('the GitHub action', () => {
  test('annotates what it finds and fails', () => {
    using folder = new TemporaryFolder({ 'pg/postgresql.conf': 'wal_levl = x\n' });
    const { status, stdout, stderr } = lintAsAction(folder, {});
    assert.equal(status, 1, stderr);
    assert.match(stdout, /^::error file=pg\/postgresql\.conf,line=1,/);
  });

  test('takes further arguments and writes to a file', () => {
    using folder = new TemporaryFolder({ 'pg/postgresql.conf': 'port = 1\nport = 2\n' });
    const inputs = { PG_REPLICATION_ARGS: '--max-warnings 0 --pg 16', PG_REPLICATION_FORMAT: 'junit' };
    const { status, stdout } = lintAsAction(folder, { ...inputs, PG_REPLICATION_OUTPUT: 'found.xml' });
    assert.equal(status, 1);
    assert.equal(stdout, '');
    assert.match(readFileSync(folder.at('found.xml'), 'utf8'), /duplicate-setting/);
  });

  test('no input is put into a script as text', () => {
    for (const step of ['Build', 'Lint']) {
      assert.notEqual(scriptOf(step), '');
      assert.ok(!scriptOf(step).includes('${{'), `${step} would run what somebody writes into an input`);
    }
  });
});

suite('the pre-commit hook', () => {
  const field = (name: string) => new RegExp(`^ {2}${name}: (.*)$`, 'm').exec(hooks)?.[1] ?? '';

  test('runs a command that there is', () => {
    const [program, ...argv] = field('entry').split(' ');
    assert.equal(program, 'pg-replication');
    assert.equal(parseArguments([...argv, 'a/postgresql.conf', 'a/pg_hba.conf']).command, 'lint');
    const manifest: { readonly bin: Readonly<Record<string, string>> } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    );
    assert.equal(manifest.bin['pg-replication'], './dist/cli.cjs');
  });

  test('is asked about our files and about no others', () => {
    const files = new RegExp(field('files'));
    for (const path of [
      'postgresql.conf',
      'a/pg_hba.conf',
      'a/postgresql.auto.conf',
      'etc/postgresql/16/main/conf.d/x.conf',
    ])
      assert.match(path, files);
    for (const path of ['nginx.conf', 'a/redis.conf', 'postgresql.conf.j2', 'README.md'])
      assert.doesNotMatch(path, files);
  });
});
