import type { Major } from '../catalog/parameter.ts';
import type { TextRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { HbaLine, HbaToken } from './hba.ts';
import { checkPatterns } from './hba-record.ts';
import type { SyntaxProblem } from './parsed.ts';
import { regexProblem } from './regex.ts';

/** One line of pg_ident.conf. */
export interface IdentEntry {
  readonly uri: Uri;
  readonly range: TextRange;
  readonly map: HbaToken;
  readonly systemUser: HbaToken;
  readonly databaseUser: HbaToken;
}

/** The regular expressions of a line: of the system user in every major, of the database user from 16 on. */
function patternProblem(systemUser: HbaToken, databaseUser: HbaToken, major: Major): SyntaxProblem | undefined {
  if (major >= 16) return checkPatterns([systemUser, databaseUser], major);
  const reason = systemUser.text.startsWith('/') ? regexProblem(systemUser.text.slice(1), major) : undefined;
  if (!reason) return undefined;
  const pattern = systemUser.text.slice(1, 41);
  return { code: 'invalidRegularExpression', range: systemUser.range, holes: { pattern, reason } };
}

/** Reads a tokenized line as `parse_ident_line` does; further fields are ignored, as the server ignores them. */
export function readIdentEntry(line: HbaLine, uri: Uri, major: Major): IdentEntry | SyntaxProblem {
  const tokens: HbaToken[] = [];
  for (const field of line.fields.slice(0, 3)) {
    const [token, second] = field;
    if (!token || second) {
      const range = { start: token?.range.start ?? line.range.start, end: field.at(-1)?.range.end ?? line.range.end };
      return { code: 'severalValues', range, holes: { part: 'field' } };
    }
    tokens.push(token);
  }
  const [map, systemUser, databaseUser] = tokens;
  if (!map || !systemUser || !databaseUser) return { code: 'fieldMissing', range: line.range, holes: {} };
  return patternProblem(systemUser, databaseUser, major) ?? { uri, range: line.range, map, systemUser, databaseUser };
}
