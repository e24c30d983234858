import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { run, TemporaryFolder } from './run-in-folder.ts';

const clean = 'wal_level = replica\n';
const broken = 'wal_level = nonsense\n';
const dangerous = "synchronous_standby_names = 's1, s1'\n";

async function codeFor(text: string, ...options: readonly string[]) {
  using folder = new TemporaryFolder({ 'postgresql.conf': text });
  return (await run('lint', folder.path, '--pg', '16', ...options)).code;
}

suite('exit codes', () => {
  test('0 where nothing is found', async () => {
    assert.equal(await codeFor(clean), 0);
    assert.equal(await codeFor(clean, '--strict'), 0);
  });

  test('1 for an error', async () => {
    assert.equal(await codeFor(broken), 1);
  });

  test('a warning alone is 0, and 1 with --strict', async () => {
    assert.equal(await codeFor(dangerous), 0);
    assert.equal(await codeFor(dangerous, '--strict'), 1);
  });

  test('1 for more warnings than are allowed', async () => {
    const two = `${dangerous}port = 1\nport = 2\n`;
    assert.equal(await codeFor(two, '--max-warnings', '9'), 0);
    assert.equal(await codeFor(dangerous, '--max-warnings', '0'), 1);
    assert.equal(await codeFor(clean, '--max-warnings', '0'), 0);
    assert.equal(await codeFor(clean, '--max-warnings', 'few'), 2);
  });

  test('2 for a path that does not exist; the other paths are linted all the same', async () => {
    using folder = new TemporaryFolder({ 'postgresql.conf': broken });
    const { code, output, complaints } = await run('lint', folder.at('nowhere'), folder.path, '--pg', '16');
    assert.equal(code, 2);
    assert.match(complaints, /nowhere does not exist/);
    assert.match(output, /unknown-enum-value/);
  });

  for (const [what, argv, told] of [
    ['a major it does not know', ['lint', '--pg', '9'], /--pg 9: not a major release .*10 to 19/],
    [
      'a format it does not know',
      ['lint', '--format', 'xml'],
      /--format xml: use one of text, json, sarif, github, gitlab, junit/,
    ],
    ['an option it does not know', ['lint', '--wrong'], /--wrong/],
    ['a command it does not know', ['check'], /unknown command "check"/],
    ['explain without a rule', ['explain'], /explain wants the id of a rule/],
    ['a rule it does not know', ['explain', 'no-such-rule'], /there is no rule "no-such-rule"/],
  ] as const) {
    test(`2 for ${what}, said in a sentence`, async () => {
      const { code, output, complaints } = await run(...argv);
      assert.equal(code, 2);
      assert.equal(output, '');
      assert.match(complaints, told);
    });
  }
});
