import type { TextRange } from '../../../core/src/index.ts';

/** A field of a record and the item of it that a cursor is in; offsets are those of the line. */
export interface AuthCursor {
  /** Fields before the cursor's, as written. */
  readonly before: readonly string[];
  /** The whole field, as far as it is written; '' in blanks. */
  readonly field: string;
  /** The item between commas. */
  readonly item: string;
  readonly range: TextRange;
}

const fieldText = /(?:"[^"]*"?|,[ \t]*|[^\s,"#])+/y;

/** The fields of a line of pg_hba.conf or pg_ident.conf; a comma joins what stands behind it to the same field. */
export function fieldsOf(line: string): readonly TextRange[] {
  const found: TextRange[] = [];
  for (let at = 0; at < line.length; ) {
    if (/[ \t\r]/.test(line.charAt(at))) at++;
    else if (line[at] === '#') break;
    else {
      fieldText.lastIndex = at;
      const length = Math.max(1, fieldText.exec(line)?.[0].trimEnd().length ?? 1);
      found.push({ start: at, end: at + length });
      at += length;
    }
  }
  return found;
}

/** Finds the field and the item a cursor is in; undefined in a comment. Works on lines that are still being written. */
export function authCursor(line: string, column: number): AuthCursor | undefined {
  const fields = fieldsOf(line);
  const comment = line
    .slice(0, column)
    .replace(/"[^"]*"/g, '')
    .includes('#');
  if (comment) return undefined;
  const at = fields.findIndex(({ start, end }) => start <= column && column <= end);
  const current = fields[at];
  const before = (current ? fields.slice(0, at) : fields.filter(({ end }) => end < column)).map(({ start, end }) =>
    line.slice(start, end),
  );
  if (!current) return { before, field: '', item: '', range: { start: column, end: column } };
  const comma = column === 0 ? -1 : line.lastIndexOf(',', column - 1);
  const start = Math.max(current.start, comma < current.start ? 0 : skipBlanks(line, comma + 1, column));
  const next = line.indexOf(',', column);
  const end = next < 0 || next > current.end ? current.end : next;
  return { before, field: line.slice(current.start, current.end), item: line.slice(start, end), range: { start, end } };
}

function skipBlanks(line: string, from: number, to: number): number {
  let at = from;
  while (at < to && /[ \t]/.test(line.charAt(at))) at++;
  return at;
}

/** What the next field of a record is, after those before it. */
export type HbaField = 'type' | 'database' | 'user' | 'address' | 'mask' | 'method' | 'option';

/** Which field comes behind those before it; an address without bits is followed by its mask. */
export function hbaFieldAfter(before: readonly string[]): HbaField {
  const [type = ''] = before;
  if (before.length === 0) return 'type';
  if (before.length === 1) return 'database';
  if (before.length === 2) return 'user';
  if (type === 'local') return before.length === 3 ? 'method' : 'option';
  if (before.length === 3) return 'address';
  const address = before[3] ?? '';
  const hasMask = /^[0-9a-f.:]+$/i.test(address) && !address.includes('/') && /[.:]/.test(address);
  if (before.length === 4) return hasMask ? 'mask' : 'method';
  return hasMask && before.length === 5 ? 'method' : 'option';
}
