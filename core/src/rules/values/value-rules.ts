import type { Rule } from '../rule.ts';
import { conflictingStatistics } from './conflicting-statistics.ts';
import { invalidBoolean } from './invalid-boolean.ts';
import { invalidNumber } from './invalid-number.ts';
import { invalidText } from './invalid-text.ts';
import { notSettableInFile } from './not-settable-in-file.ts';
import { octalNumber } from './octal-number.ts';
import { unknownEnumValue } from './unknown-enum-value.ts';
import { valueOutOfRange } from './value-out-of-range.ts';

/** What values say: their type, unit, range, words, and what the server checks of a text. */
export const valueRules: readonly Rule[] = [
  invalidBoolean,
  invalidNumber,
  valueOutOfRange,
  unknownEnumValue,
  invalidText,
  notSettableInFile,
  octalNumber,
  conflictingStatistics,
];
