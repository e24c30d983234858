import type { Major } from '../catalog/parameter.ts';
import { type HbaLine, type HbaToken, tokenizeAuthFile } from '../syntax/hba.ts';
import { readHbaRecord } from '../syntax/hba-record.ts';
import { readIdentEntry } from '../syntax/ident.ts';
import { blocksOf, fill, type Line, linesOf, type TextEdit, withEdits } from './text-edit.ts';

/** The least widths of columns: those of the files that initdb writes. */
const widths = { hba: [8, 16, 16, 24], ident: [16, 24] } as const;
const heading = {
  hba: ['# TYPE', 'DATABASE', 'USER', 'ADDRESS', 'METHOD'],
  ident: ['# MAPNAME', 'SYSTEM-USERNAME', 'PG-USERNAME'],
} as const;

type AuthKind = keyof typeof widths;

/** A line that can be laid out: the heading, or a record on one physical line. */
interface Row extends Line {
  readonly cells: readonly string[];
  /** With the blanks before it; '' for none. */
  readonly comment: string;
}

/** A field as it is written, blanks behind its commas included. */
function written(text: string, field: readonly HbaToken[]): string {
  return text.slice(field[0]?.range.start, field.at(-1)?.range.end);
}

function isRecord(line: HbaLine, kind: AuthKind, major: Major): boolean {
  return 'uri' in (kind === 'hba' ? readHbaRecord(line, '', major) : readIdentEntry(line, '', major));
}

/** The fields by columns: an address and its mask share one, the method and its options the last. */
function cellsOf(text: string, { fields }: HbaLine, kind: AuthKind): readonly string[] {
  const all = fields.map((field) => written(text, field));
  if (kind === 'ident') return [...all.slice(0, 2), all.slice(2).join(' ')];
  const [type = '', databases = '', users = '', address = '', mask = ''] = all;
  if (type === 'local') return [type, databases, users, '', all.slice(3).join(' ')];
  const hasMask =
    /^[0-9a-fA-F.:]+$/.test(address) && /[.:]/.test(address) && /^[0-9a-fA-F.:]+$/.test(mask) && /[.:]/.test(mask);
  return hasMask
    ? [type, databases, users, `${address} ${mask}`, all.slice(5).join(' ')]
    : [type, databases, users, address, all.slice(4).join(' ')];
}

function isHeading(content: string, kind: AuthKind): boolean {
  if (!/^\s*#/.test(content)) return false;
  const words = content
    .trim()
    .replace(/^#\s*/, '# ')
    .split(/\s{2,}|\t/);
  return words.length === heading[kind].length && heading[kind].every((word, at) => words[at] === word);
}

function rowOf(text: string, line: Line, record: HbaLine | undefined, kind: AuthKind, major: Major): Row | undefined {
  const content = text.slice(line.start, line.end);
  if (isHeading(content, kind)) return { ...line, cells: heading[kind], comment: '' };
  if (!record || record.range.end > line.end || !isRecord(record, kind, major)) return undefined;
  const gaps = record.fields.slice(1).map((field, at) => {
    const before = record.fields[at]?.at(-1)?.range.end ?? 0;
    return text.slice(before, field[0]?.range.start);
  });
  const behind = text.slice(record.range.end, line.end);
  const comment = /^\s*(#.*)?$/.exec(behind);
  // A stray comma or a continuation is left to its author.
  if (!comment || gaps.some((gap) => /[^ \t]/.test(gap)) || content.trimEnd().endsWith('\\')) return undefined;
  return { ...line, cells: cellsOf(text, record, kind), comment: comment[1] ? `  ${comment[1]}` : '' };
}

function layOut(rows: readonly Row[], kind: AuthKind): readonly string[] {
  const columns = widths[kind].map((least, at) => {
    const longest = rows.reduce((most, { cells }) => Math.max(most, cells[at]?.length ?? 0), 0);
    // Always the same for usual records; what is longer widens its own block.
    return longest < least ? least : longest + 2;
  });
  return rows.map(({ cells, comment }) => {
    const text = cells.map((cell, at) => cell.padEnd(columns[at] ?? 0)).join('');
    return `${text.trimEnd()}${comment}`;
  });
}

function meaning({ entries, problems }: ReturnType<typeof tokenizeAuthFile>): string {
  const fields = entries.map((line) => line.fields.map((field) => field.map(({ text: of, quoted }) => [of, quoted])));
  return JSON.stringify([fields, problems.length]);
}

/**
 * The edits that lay pg_hba.conf or pg_ident.conf out in columns, block by block; the heading above a block moves along.
 * Comments, quotes, lists, continued lines and lines that the server refuses stay as they are, and so does what the file means.
 */
export function formatAuthFile(text: string, kind: AuthKind, major: Major): readonly TextEdit[] {
  const read = tokenizeAuthFile(text, major);
  const records = read.entries;
  let next = 0;
  const lines = linesOf(text).map((line) => {
    const record = records[next];
    const isHere = record !== undefined && record.range.start >= line.start && record.range.start <= line.end;
    if (isHere) next++;
    return { line, row: rowOf(text, line, isHere ? record : undefined, kind, major) };
  });
  const edits = blocksOf(lines, ({ row }) => row !== undefined).flatMap((block) => {
    const rows = block.flatMap(({ row }) => row ?? []);
    const laidOut = layOut(rows, kind);
    return rows.flatMap(({ start, end }, at) => fill(text, start, end, laidOut[at] ?? text.slice(start, end)));
  });
  if (edits.length === 0) return edits;
  return meaning(tokenizeAuthFile(withEdits(text, edits), major)) === meaning(read) ? edits : [];
}
