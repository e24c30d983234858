import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { applyEdits, chooseFixes } from '../../core/src/lint/apply-edits.ts';
import type { Diagnostic } from '../../core/src/lint/diagnostic.ts';
import { parseSynchronousStandbyNames } from '../../core/src/syntax/synchronous-standby-names.ts';
import { exampleFolder, lintTexts } from '../support/rule-cases.ts';

const path = `${exampleFolder}/postgresql.conf`;
const prefix = 'synchronous_standby_names = ';

const name = fc.constantFrom(
  's1',
  'S1',
  's2',
  '"node-3"',
  '*',
  '"*"',
  '"a""b"',
  '"o\'x"',
  '10',
  '_',
  '"first"',
  `"${'x'.repeat(64)}"`,
);
const list = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.join(', '));
const value = fc
  .tuple(fc.constantFrom('', 'FIRST ', 'any '), fc.integer({ min: 1, max: 6 }), fc.boolean(), list)
  .map(([word, count, plain, names]) => (plain && word === '' ? names : `${word}${count} ( ${names} )`));
const conf = value.map((it) => `${prefix}'${it.replaceAll("'", "''")}' # candidates\n`);

const findingsIn = async (text: string) =>
  (await lintTexts(new Map([[path, text]]), 18)).filter(({ group }) => group === 'synchronous');

function fixed(text: string, found: readonly Diagnostic[], unsafe: boolean): string {
  const edits = chooseFixes(found, { unsafe }).flatMap((fix) => fix.edits);
  return applyEdits(new Map([[path, text]]), edits).get(path) ?? text;
}

/** Whom commits wait for: the distinct names up to a `*`, the method and the count. */
function meaningOf(text: string) {
  const token = text.slice(prefix.length, text.indexOf(' # '));
  const inside = token.startsWith("'") ? token.slice(1, -1).replaceAll("''", "'") : token;
  const parsed = parseSynchronousStandbyNames(inside);
  assert.ok(!('code' in parsed), `the server would refuse ${inside}`);
  const names = [...new Set(parsed.names.map((it) => it.text.toLowerCase()))];
  const star = names.indexOf('*');
  const reached = star < 0 ? names : parsed.method === 'ANY' ? ['*'] : names.slice(0, star + 1);
  return { method: parsed.method, count: parsed.count, names: reached };
}

suite('rules about synchronous lists', () => {
  test('point into the value, in sentences that fit', async () => {
    const inside = fc.asyncProperty(conf, async (text) => {
      for (const { at, message } of await findingsIn(text)) {
        assert.ok(at.kind === 'file' && at.range.start >= prefix.length && at.range.end <= text.indexOf(' # '));
        assert.ok(at.range.start < at.range.end);
        assert.ok(message.length <= 120, message);
      }
    });
    await fc.assert(inside, { numRuns: 300 });
  });

  test('safe fixes keep whom commits wait for', async () => {
    const kept = fc.asyncProperty(conf, async (text) => {
      assert.deepEqual(meaningOf(fixed(text, await findingsIn(text), false)), meaningOf(text));
    });
    await fc.assert(kept, { numRuns: 300 });
  });

  test('fixes come to an end', async () => {
    const ends = fc.asyncProperty(conf, async (text) => {
      let now = text;
      for (let round = 0; round < 3; round++) now = fixed(now, await findingsIn(now), true);
      assert.deepEqual(chooseFixes(await findingsIn(now), { unsafe: true }), [], now);
    });
    await fc.assert(ends, { numRuns: 300 });
  });
});
