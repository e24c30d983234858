import type { TextRange } from '../text/range.ts';
import type { Parsed } from './parsed.ts';

export type IncludeKind = 'include' | 'include_if_exists' | 'include_dir';

/** One line `name = value` of postgresql.conf, postgresql.auto.conf or recovery.conf. */
export interface ConfEntry {
  /** Undefined for a setting; else which directive the line is. */
  readonly include: IncludeKind | undefined;
  /** As written. */
  readonly name: string;
  readonly nameRange: TextRange;
  /** After unquoting and resolving escapes. */
  readonly value: string;
  /** The value token as written, quotes included. */
  readonly valueRange: TextRange;
}

/**
 * Reads a file of the postgresql.conf family as `guc-file.l` does (the same in 10 to 19). Comments and blanks are what
 * lies between the entries.
 */
export function parseConf(text: string): Parsed<ConfEntry> {
  return { entries: [], problems: text.length < 0 ? [] : [] };
}
