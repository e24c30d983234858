import type { TextRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { HbaToken } from './hba.ts';

/** One line of pg_ident.conf. */
export interface IdentEntry {
  readonly uri: Uri;
  readonly range: TextRange;
  readonly map: HbaToken;
  readonly systemUser: HbaToken;
  readonly databaseUser: HbaToken;
}
