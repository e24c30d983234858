import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import {
  formatSynchronousStandbyNames,
  parseSynchronousStandbyNames,
} from '../../../core/src/syntax/synchronous-standby-names.ts';

/** The list as method, count and names; of a problem its code and the text it stands at. */
function shown(text: string): string {
  const read = parseSynchronousStandbyNames(text);
  if ('code' in read) return `${read.code} ${JSON.stringify(text.slice(read.range.start, read.range.end))}`;
  return `${read.method} ${read.count} ${read.names.map((name) => name.text).join('|')}`;
}

suite('synchronous_standby_names', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['', 'FIRST 0 '],
    ['a', 'FIRST 1 a'],
    ['a, b', 'FIRST 1 a|b'],
    ['2 (a, b)', 'FIRST 2 a|b'],
    ['first 2 (a, b)', 'FIRST 2 a|b'],
    ['ANY 2(a,"b-1",*)', 'ANY 2 a|b-1|*'],
    ['anyb', 'FIRST 1 anyb'],
    ['"any"', 'FIRST 1 any'],
    ['1, 2', 'FIRST 1 1|2'],
    ['"a""b"', 'FIRST 1 a"b'],
    ['a\v,\fb', 'FIRST 1 a|b'],
    ['4294967297 (a)', 'FIRST 1 a'],
    [' ', 'standbyNamesEnd ""'],
    ['a,', 'standbyNamesEnd ""'],
    ['any', 'standbyNamesEnd ""'],
    ['node-1', 'standbyNamesNear "-"'],
    ['FIRST (a)', 'standbyNamesNear "("'],
    ['1 (a) b', 'standbyNamesNear "b"'],
    ['"a', 'standbyNamesOpenQuote "\\"a"'],
    ['0 (a)', 'standbyNamesCount "0"'],
    ['2147483648 (a)', 'standbyNamesCount "2147483648"'],
  ];
  for (const [text, expected] of cases) test(JSON.stringify(text), () => assert.equal(shown(text), expected));

  test('says whether the method is written and where the count is', () => {
    const read = parseSynchronousStandbyNames('ANY 2 (a)');
    assert.ok(!('code' in read));
    assert.deepEqual([read.explicit, read.countRange], [true, { start: 4, end: 5 }]);
  });

  test('reads back what it writes', () => {
    const name = fc.string({ minLength: 1 }).filter((text) => text !== '*' && !text.includes('\0'));
    const method = fc.constantFrom('FIRST', 'ANY');
    fc.assert(
      fc.property(method, fc.integer({ min: 1, max: 9 }), fc.array(name, { minLength: 1 }), (how, count, names) => {
        const read = parseSynchronousStandbyNames(formatSynchronousStandbyNames({ method: how, count, names }));
        assert.ok(!('code' in read));
        assert.deepEqual([read.method, read.count, read.names.map(({ text }) => text)], [how, count, names]);
      }),
    );
  });

  test('writes nothing for no names', () => {
    assert.equal(formatSynchronousStandbyNames({ method: 'ANY', count: 2, names: [] }), '');
  });
});
