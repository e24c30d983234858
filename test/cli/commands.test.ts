import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ruleGroups } from '../../core/src/index.ts';
import { run } from './run-in-folder.ts';

suite('commands', () => {
  test('rules lists every rule once, with group and severity', async () => {
    const { code, output } = await run('rules');
    assert.equal(code, 0);
    const listed = output
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/\s+/).slice(0, 3).join(' '));
    const expected = ruleGroups.flatMap(({ group, rules }) => rules.map((it) => `${it.id} ${group} ${it.severity}`));
    assert.deepEqual(listed, expected);
  });

  test('explain tells what every rule finds, why, how to mend it, and shows examples', async () => {
    for (const { group, rules } of ruleGroups) {
      for (const { id, severity, docs, examples } of rules) {
        const { code, output } = await run('explain', id);
        assert.equal(code, 0);
        assert.ok(output.startsWith(`${id} (${group}, ${severity}; majors `), output);
        for (const text of [docs.what, docs.why, docs.how]) assert.ok(output.includes(text));
        for (const { title } of examples) assert.ok(output.includes(title));
        assert.doesNotMatch(output, /undefined|\[object/);
      }
    }
  });

  test('help tells commands, options and exit codes', async () => {
    for (const argv of [['--help'], ['-h'], ['help'], []]) {
      const { code, output } = await run(...argv);
      assert.equal(code, 0);
      for (const word of ['lint', 'explain', 'rules', '--pg', '--format', '--fix', '--strict', 'Exit status']) {
        assert.ok(output.includes(word), word);
      }
    }
  });

  test('version', async () => {
    assert.deepEqual(await run('--version'), { code: 0, output: '1.2.3\n', complaints: '' });
  });
});
