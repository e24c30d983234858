import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { parseConf, unquote } from '../../../core/src/syntax/conf.ts';
import { escapeConfValue, mapConfValue } from '../../../core/src/syntax/conf-value-map.ts';

suite('a value inside its quotes', () => {
  test('has its places in the token', () => {
    const raw = "'a''b\\'c\\101d'";
    const { value, toRaw, toValue } = mapConfValue(raw);
    assert.equal(value, "a'b'cAd");
    assert.deepEqual([0, 1, 2, 3, 4, 5, 6, 7].map(toRaw), [1, 2, 4, 5, 7, 8, 12, 13]);
    assert.deepEqual([0, 1, 2, 3, 4, 7, 11, 12, 13].map(toValue), [0, 0, 1, 1, 2, 4, 5, 6, 7]);
  });

  test('may be bare', () => {
    const { value, toRaw } = mapConfValue('replica');
    assert.deepEqual([value, toRaw(0), toRaw(7)], ['replica', 0, 7]);
  });

  test('ends at a zero byte', () => assert.equal(mapConfValue("'a\\0b'").value, 'a'));

  test('is what the reader of the file makes of it', () => {
    const piece = fc.constantFrom('a', "''", "\\'", '\\\\', '\\n', '\\12', '\\777', '\\x', ' ', 'é', '%');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const token = `'${pieces.join('')}'`;
        assert.equal(mapConfValue(token).value, unquote(token));
      }),
    );
  });

  test('is escaped so that it reads back', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        fc.pre(!value.includes('\0'));
        assert.equal(parseConf(`x = '${escapeConfValue(value)}'`).entries[0]?.value, value);
      }),
    );
  });
});
