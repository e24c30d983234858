import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { formatLsn, lsnDifference, parseLsn } from '../../../core/src/syntax/lsn.ts';
import { checkSlotName } from '../../../core/src/syntax/slot-names.ts';
import { parseSynchronizedStandbySlots } from '../../../core/src/syntax/synchronized-standby-slots.ts';

suite('LSNs', () => {
  test('are bytes', () => {
    assert.equal(parseLsn('0/10'), 16n);
    assert.equal(parseLsn('1/0'), 2n ** 32n);
    assert.equal(lsnDifference(parseLsn('0/FFFFFFFF') ?? 0n, parseLsn('1/0') ?? 0n), 1n);
  });

  for (const text of ['', '0', '/', '0/', '123456789/0', ' 0/0', '0/0\n', '0x1/0', 'g/0']) {
    test(`${JSON.stringify(text)} is none`, () => assert.equal(parseLsn(text), undefined));
  }

  test('are written as they are read', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (lsn) => parseLsn(formatLsn(lsn)) === lsn));
  });
});

suite('slot names', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['s_1', undefined],
    ['a'.repeat(63), undefined],
    ['a'.repeat(64), 'slotNameLong'],
    ['', 'slotNameEmpty'],
    ['S1', 'slotNameCharacter'],
    ['s-1', 'slotNameCharacter'],
    ['s1\n', 'slotNameCharacter'],
  ];
  for (const [name, code] of cases) {
    test(JSON.stringify(name), () => assert.equal(checkSlotName(name, 18)?.code, code));
  }

  test('19 keeps one for itself', () => {
    assert.equal(checkSlotName('pg_conflict_detection', 18), undefined);
    assert.equal(checkSlotName('pg_conflict_detection', 19)?.code, 'slotNameReserved');
  });
});

suite('synchronized_standby_slots', () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['', [], []],
    ['  ', [], []],
    [' PH2 ,"b" ', ['ph2', 'b'], []],
    ['a'.repeat(70), ['a'.repeat(63)], []],
    ['"PH2"', ['PH2'], ['slotNameCharacter']],
    ['a,*', ['a', '*'], ['slotNameCharacter']],
    ['a b', ['a'], ['slotListSyntax']],
    ['a,', ['a'], ['slotListSyntax']],
    ['"a', [], ['slotListSyntax']],
  ];
  for (const [text, names, codes] of cases) {
    test(JSON.stringify(text), () => {
      const { entries, problems } = parseSynchronizedStandbySlots(text, 17);
      assert.deepEqual([entries.map(({ name }) => name), problems.map(({ code }) => code)], [names, codes]);
    });
  }
});
