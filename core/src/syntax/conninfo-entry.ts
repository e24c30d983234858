import type { TextRange } from '../text/range.ts';
import type { SyntaxProblem } from './parsed.ts';

/** libpq gives up at its first problem. A text with more than this is none that people write. */
export const mostConninfoProblems = 100;

/** One keyword of a connection string with its value. */
export interface ConninfoEntry {
  /** As libpq stores it: the `ssl=true` of a URI is `sslmode`, the parts before `?` have their keywords. */
  readonly keyword: string;
  /** After unquoting or percent-decoding. */
  readonly value: string;
  /** The keyword as written; of a part of a URI before `?` the range of its value. */
  readonly keywordRange: TextRange;
  /** The value as written, quotes included. */
  readonly valueRange: TextRange;
  readonly form: 'keyword' | 'uri';
}

/** What is collected while a string is read. */
export interface ConninfoReading {
  readonly entries: ConninfoEntry[];
  readonly problems: SyntaxProblem[];
}

/**
 * The value libpq goes by for each keyword: the last one written, `requiressl` turned into the `sslmode` it stands for
 * (`conninfo_storeval`).
 */
export function conninfoInForce(entries: readonly ConninfoEntry[]): ReadonlyMap<string, ConninfoEntry> {
  const found = new Map<string, ConninfoEntry>();
  for (const entry of entries) {
    if (entry.keyword !== 'requiressl') found.set(entry.keyword, entry);
    else
      found.set('sslmode', { ...entry, keyword: 'sslmode', value: entry.value.startsWith('1') ? 'require' : 'prefer' });
  }
  return found;
}

/** The items of a list of hosts, addresses or ports; [] for an empty text, which libpq takes as not given. */
export function conninfoList(value: string | undefined): readonly string[] {
  return value === undefined || value === '' ? [] : value.split(',');
}
