import type { TextRange } from '../../../core/src/index.ts';

/** What of a line of the postgresql.conf family a cursor is in; offsets are those of the line. */
export type ConfCursor =
  | { readonly part: 'name'; readonly name: string; readonly range: TextRange; readonly hasValue: boolean }
  | {
      readonly part: 'value';
      readonly name: string;
      /** The token as written; an open quote reaches to the end of the line. */
      readonly token: string;
      readonly range: TextRange;
    };

const start = /^([ \t]*(?:#+[ \t]*)?)([A-Za-z_][\w.]*)?/;
const between = /[ \t]*=?[ \t]*/y;
const quoted = /'(?:[^'\\]|\\.|'')*'?/y;
const bare = /[^\s#']*/y;

function endOf(pattern: RegExp, line: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(line)?.[0].length ?? 0);
}

/**
 * Finds what a cursor is in, on lines that are still being written too. In a commented-out setting (`#wal_level = …`) the
 * cursor counts as if there were no `#`, when `comments` says so; undefined in blanks and in other comments.
 */
export function confCursor(line: string, column: number, comments: boolean): ConfCursor | undefined {
  const [, lead = '', name = ''] = start.exec(line) ?? [];
  if (!comments && lead.includes('#')) return undefined;
  const nameEnd = lead.length + name.length;
  const valueStart = endOf(between, line, nameEnd);
  if (column <= nameEnd) {
    if (column < lead.length) return comments ? undefined : emptyName(column, line.slice(column).trim() !== '');
    return { part: 'name', name, range: { start: lead.length, end: nameEnd }, hasValue: hasValue(line, valueStart) };
  }
  if (name === '' || column < valueStart) return undefined;
  const isQuoted = line[valueStart] === "'";
  const end = endOf(isQuoted ? quoted : bare, line.trimEnd(), Math.min(valueStart, line.trimEnd().length));
  const token = line.slice(valueStart, Math.max(end, valueStart));
  const isOpen = isQuoted && (token.length < 2 || !token.endsWith("'"));
  const range = {
    start: valueStart,
    end: isOpen ? Math.max(valueStart + token.length, column) : valueStart + token.length,
  };
  return column <= range.end ? { part: 'value', name, token: line.slice(range.start, range.end), range } : undefined;
}

function emptyName(column: number, hasMore: boolean): ConfCursor {
  return { part: 'name', name: '', range: { start: column, end: column }, hasValue: hasMore };
}

function hasValue(line: string, at: number): boolean {
  return line.slice(at).trim() !== '' && !line.slice(at).startsWith('#');
}
