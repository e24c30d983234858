import { newestMajor } from '../catalog/parameter.ts';
import type { ConninfoEntry, ConninfoReading } from './conninfo-entry.ts';
import { readConninfoKeywords } from './conninfo-keyword-form.ts';
import { readConninfoUri, uriPrefixLength } from './conninfo-uri.ts';

/** Writes a value as it must stand in a string of keywords. */
function quote(value: string): string {
  if (/^[^\s'\\]+$/.test(value)) return value;
  return `'${value.replace(/['\\]/g, '\\$&')}'`;
}

/** Writes a value as it must stand in a URI: everything but letters, digits and `-._~` in percent form. */
function encode(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * Writes a value as it must stand in place of that of an entry, which is `written` so. Quotes stay: the next keyword may
 * follow them without a blank.
 */
export function conninfoValueLike({ form }: ConninfoEntry, written: string, value: string): string {
  if (form === 'uri') return encode(value);
  return written.startsWith("'") ? `'${value.replace(/['\\]/g, '\\$&')}'` : quote(value);
}

function splice(text: string, { valueRange }: ConninfoEntry, replacement: string): string {
  return text.slice(0, valueRange.start) + replacement + text.slice(valueRange.end);
}

/** Whether a part before the `?` can be replaced by itself: hosts and ports that stand alone and without brackets. */
function standsAlone(text: string, { keyword, valueRange }: ConninfoEntry, value: string): boolean {
  const written = text.slice(valueRange.start, valueRange.end);
  if (keyword !== 'host' && keyword !== 'port') return true;
  return !written.includes(',') && text[valueRange.start - 1] !== '[' && !/[:,]/.test(value);
}

function setInUri(text: string, entries: readonly ConninfoEntry[], keyword: string, value: string): string {
  const found = entries.findLast((entry) => entry.keyword === keyword);
  const isParameter = found && text[found.keywordRange.end] === '=' && found.keywordRange.end < found.valueRange.start;
  const isAlias = found && isParameter && text.slice(found.keywordRange.start, found.keywordRange.end) === 'ssl';
  if (found && !isAlias && value !== '' && (isParameter || standsAlone(text, found, value))) {
    return splice(text, found, encode(value));
  }
  const separator = !text.includes('?') ? '?' : /[?&]$/.test(text) ? '' : '&';
  return `${text}${separator}${keyword}=${encode(value)}`;
}

/**
 * A connection string in which `keyword` has `value`: the last value written is replaced where it stands, else the
 * keyword is put at the end. Strings of keywords stay such, URIs stay URIs.
 */
export function setConninfoKeyword(text: string, keyword: string, value: string): string {
  const reading: ConninfoReading = { entries: [], problems: [] };
  if (uriPrefixLength(text) > 0) {
    readConninfoUri(text, newestMajor, reading);
    return setInUri(text, reading.entries, keyword, value);
  }
  readConninfoKeywords(text, reading);
  const found = reading.entries.findLast((entry) => entry.keyword === keyword);
  if (found) return splice(text, found, glued(text, found) ? `${quote(value)} ` : quote(value));
  const separator = text === '' || /\s$/.test(text) ? '' : ' ';
  return `${text}${separator}${keyword}=${quote(value)}`;
}

/** Whether the next keyword follows a closing quote without a blank. */
function glued(text: string, { valueRange }: ConninfoEntry): boolean {
  return valueRange.end < text.length && !/\s/.test(text.charAt(valueRange.end));
}
