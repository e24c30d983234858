import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { majors } from '../../../core/src/catalog/parameter.ts';
import { commandPlaceholders } from '../../../core/src/syntax/command.ts';
import { mapConfValue } from '../../../core/src/syntax/conf-value-map.ts';
import { parseConninfo, setConninfoKeyword } from '../../../core/src/syntax/conninfo.ts';
import { checkRecoveryTarget } from '../../../core/src/syntax/recovery-target.ts';
import { parseSynchronizedStandbySlots } from '../../../core/src/syntax/synchronized-standby-slots.ts';
import { parseSynchronousStandbyNames } from '../../../core/src/syntax/synchronous-standby-names.ts';
import type { TextRange } from '../../../core/src/text/range.ts';

const pieces = [
  'host',
  '=',
  "'",
  '\\',
  ' ',
  'postgres://',
  '[',
  ']',
  ':',
  ',',
  '?',
  '&',
  '%',
  '%00',
  '%C3',
  '"',
  '(',
  ')',
  'ANY 2',
  'é',
  '😀',
];
const dates = [
  '2026',
  '-',
  '/',
  '.',
  ':',
  'T',
  'jan',
  '01',
  '+05',
  ' ',
  'J',
  'y',
  'BC',
  'pm',
  'Europe/Berlin',
  'epoch',
];
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join('')),
  fc.array(fc.constantFrom(...dates)).map((parts) => parts.join('')),
);
const major = fc.constantFrom(...majors);

function assertInside(value: string, ranges: readonly TextRange[]): void {
  for (const { start, end } of ranges) assert.ok(start >= 0 && start <= end && end <= value.length, `${start}-${end}`);
}

suite('no text is too odd', () => {
  test('for connection strings', () => {
    fc.assert(
      fc.property(text, major, (value, of) => {
        const { entries, problems } = parseConninfo(value, of);
        assertInside(
          value,
          problems.map(({ range }) => range),
        );
        assertInside(
          value,
          entries.flatMap(({ keywordRange, valueRange }) => [keywordRange, valueRange]),
        );
        assert.equal(typeof setConninfoKeyword(value, 'user', value), 'string');
      }),
      { numRuns: 1000 },
    );
  });

  test('for lists of standbys and slots', () => {
    fc.assert(
      fc.property(text, (value) => {
        const names = parseSynchronousStandbyNames(value);
        assertInside(value, 'code' in names ? [names.range] : names.names.map(({ range }) => range));
        const slots = parseSynchronizedStandbySlots(value, 18);
        assertInside(
          value,
          [...slots.entries, ...slots.problems].map(({ range }) => range),
        );
      }),
      { numRuns: 1000 },
    );
  });

  test('for recovery targets', () => {
    const name = fc.constantFrom('recovery_target_time', 'recovery_target_xid', 'recovery_target_timeline');
    fc.assert(
      fc.property(name, text, major, (parameter, value, of) => {
        const problem = checkRecoveryTarget(parameter, value, of);
        assert.ok(problem === undefined || problem.code !== '');
      }),
      { numRuns: 1000 },
    );
  });

  test('for commands and quoted values', () => {
    fc.assert(
      fc.property(text, (value) => {
        assertInside(
          value,
          commandPlaceholders('archive_command', value).map(({ range }) => range),
        );
        const map = mapConfValue(value);
        for (let offset = 0; offset <= map.value.length; offset++) assert.ok(map.toRaw(offset) <= value.length);
      }),
    );
  });
});
