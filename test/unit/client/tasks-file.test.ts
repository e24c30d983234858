import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { applyEdits } from 'jsonc-parser';
import { editsToAdd } from '../../../client/src/tasks/tasks-file.ts';

const task = { label: 'Backup', type: 'pg-replication', operation: 'basebackup' };

/** The file after the task was added. */
function added(text: string): string {
  const edits = editsToAdd(text, task);
  assert.ok(edits, text);
  return applyEdits(text, [...edits]);
}

suite('a task is added to tasks.json', () => {
  test('that is not there yet, or empty', () => {
    const whole = `{
  "version": "2.0.0",
  "tasks": [
    {
      "label": "Backup",
      "type": "pg-replication",
      "operation": "basebackup"
    }
  ]
}
`;
    assert.equal(added(''), whole);
    assert.equal(added(' \n'), whole);
  });

  test('behind the others, with every comment kept and its own indentation', () => {
    const before =
      '{\r\n\t// ours\r\n\t"version": "2.0.0",\r\n\t"tasks": [\r\n\t\t{ "label": "one" }, // the first\r\n\t],\r\n}\r\n';
    const after = added(before);
    for (const kept of ['// ours', '{ "label": "one" }, // the first', '"version": "2.0.0"'])
      assert.ok(after.includes(kept), after);
    assert.ok(after.includes('\r\n\t\t\t"label": "Backup"'), after);
    assert.ok(!/(?<!\r)\n/.test(after), 'its line ends');
    assert.equal(added('{\n  "version": "2.0.0"\n}\n').match(/"Backup"/g)?.length, 1);
  });

  test('not into what is no such file', () => {
    for (const text of ['[', '[]', '{ "tasks": 7 }', '"tasks"', '{ "tasks": [ }'])
      assert.equal(editsToAdd(text, task), undefined, text);
  });
});
