import type { Major } from '../catalog/parameter.ts';
import { DateTimeDecoder } from './date-time-decoder.ts';
import { dateTimeFields } from './date-time-fields.ts';

/** Words that move with the clock or stand for no time at all: they cannot be a recovery target, in lower case. */
const movingWords = ['epoch', 'infinity', '-infinity', 'now', 'today', 'tomorrow', 'yesterday'];

function isDateTime(text: string, major: Major): boolean {
  const fields = dateTimeFields(text);
  if (!fields) return false;
  const decoder = new DateTimeDecoder(major);
  return fields.every((field, at) => decoder.take(field, fields[at + 1])) && decoder.isWhole();
}

/**
 * Whether `recovery_target_time` may have the value (`check_recovery_target_time`): a date, perhaps with a time and a zone.
 * The abbreviations of zones, `Z` among them, are not known yet when the server reads its files at a start.
 */
export function isRecoveryTime(text: string, major: Major): boolean {
  return !movingWords.includes(text) && isDateTime(text, major);
}

/** Whether the reader of recovery.conf (10 and 11) takes the text for a time. */
export function isTimestamp(text: string, major: Major): boolean {
  if (major >= 11) return isRecoveryTime(text, major);
  return movingWords.includes(text.trim().toLowerCase()) || isDateTime(text, major);
}
