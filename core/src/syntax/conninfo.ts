import type { Major } from '../catalog/parameter.ts';
import { type ConninfoEntry, type ConninfoReading, mostConninfoProblems } from './conninfo-entry.ts';
import { readConninfoKeywords } from './conninfo-keyword-form.ts';
import { conninfoKeyword, conninfoKeywordMajors, nearestConninfoKeyword } from './conninfo-keywords.ts';
import { readConninfoUri, uriPrefixLength } from './conninfo-uri.ts';
import { checkConninfoValues } from './conninfo-values.ts';
import type { Parsed, SyntaxProblem } from './parsed.ts';

export { conninfoValueLike, setConninfoKeyword } from './conninfo-edit.ts';
export { type ConninfoEntry, conninfoInForce, conninfoList } from './conninfo-entry.ts';

function unknownKeyword({ keyword, keywordRange }: ConninfoEntry, major: Major): SyntaxProblem {
  const known = conninfoKeywordMajors(keyword);
  const range = keywordRange;
  if (known && known.first > major) {
    return { code: 'conninfoLaterKeyword', range, holes: { keyword, major, first: known.first } };
  }
  if (known) return { code: 'conninfoFormerKeyword', range, holes: { keyword, major, last: known.last ?? major } };
  const nearest = nearestConninfoKeyword(keyword, major);
  const holes = { keyword: keyword.slice(0, 40) };
  if (nearest === undefined) return { code: 'conninfoUnknownKeyword', range, holes };
  return { code: 'conninfoMisspeltKeyword', range, holes: { ...holes, nearest } };
}

/** Whether libpq takes a text for a connection string at all (`recognized_connection_string`). */
export function looksLikeConninfo(text: string): boolean {
  return text.includes('=') || uriPrefixLength(text) > 0;
}

/**
 * Reads a connection string, `keyword=value …` or URI, as libpq of that major does (`conninfo_parse`,
 * `conninfo_uri_parse`, `pqConnectOptions2`). Problems: of the syntax, of keywords this libpq does not know, and of values
 * with which it does not connect. The values are looked at only where the rest can be read; of many problems the first say it.
 */
export function parseConninfo(text: string, major: Major): Parsed<ConninfoEntry> {
  const reading: ConninfoReading = { entries: [], problems: [] };
  if (uriPrefixLength(text) > 0) readConninfoUri(text, major, reading);
  else readConninfoKeywords(text, reading);
  const unknown = reading.entries.filter((entry) => !conninfoKeyword(entry.keyword, major));
  const shown = unknown.slice(0, mostConninfoProblems).map((entry) => unknownKeyword(entry, major));
  const problems = [...reading.problems, ...shown];
  if (problems.length > 0) return { entries: reading.entries, problems };
  return { entries: reading.entries, problems: checkConninfoValues(reading.entries, major) };
}
