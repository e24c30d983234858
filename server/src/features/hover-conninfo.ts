import {
  conninfoKeywordMajors,
  conninfoWords,
  isSecret,
  type Major,
  mapConfValue,
  newestMajor,
  parseConninfo,
  touches,
} from '../../../core/src/index.ts';
import type { ConfCursor } from './conf-cursor.ts';
import { conninfoText } from './conninfo-texts.ts';
import type { HoverText } from './hover.ts';
import { code, majorsInWords } from './words.ts';

/**
 * What the keyword at a column of the line means; undefined where there is none. Passwords are never shown, nor is the
 * value of an unknown keyword, which may be `pasword`. In a template the cursor has letters for template parts, the line
 * has the parts.
 */
export function conninfoHover(
  cursor: Extract<ConfCursor, { part: 'value' }>,
  line: string,
  column: number,
  major: Major,
): HoverText {
  const map = mapConfValue(cursor.token);
  const offset = map.toValue(column - cursor.range.start);
  const entry = parseConninfo(map.value, major).entries.find(
    ({ keywordRange, valueRange }) => touches(keywordRange, offset) || touches(valueRange, offset),
  );
  if (!entry) return undefined;
  const { keyword, valueRange } = entry;
  const place = (offset: number) => cursor.range.start + map.toRaw(offset);
  const written = line.slice(place(valueRange.start), place(valueRange.end));
  const isFilledIn = written !== cursor.token.slice(map.toRaw(valueRange.start), map.toRaw(valueRange.end));
  const value = isFilledIn ? written : entry.value;
  const shown = `${code(value === '' ? "''" : value)}${isFilledIn ? ' (a template fills it in)' : ''}`;
  const majors = conninfoKeywordMajors(keyword);
  const words = conninfoWords(keyword, major);
  const lines = [
    ...(words ? [`- **Values** ${words.map(code).join(', ')}`] : []),
    ...(majors ? [`- **Majors** ${majorsInWords(majors.first, majors.last ?? newestMajor, newestMajor)}`] : []),
    ...(majors ? [`- **Here** ${isSecret(keyword) ? 'a secret, not shown' : shown}`] : []),
  ];
  const start = Math.min(entry.keywordRange.start, entry.valueRange.start);
  return {
    value: [`**${keyword.replaceAll('_', '\\_')}**: connection keyword`, conninfoText(keyword) ?? '', lines.join('\n')]
      .filter((part) => part !== '')
      .join('\n\n'),
    range: { start: place(start), end: place(valueRange.end) },
  };
}
