import { type ConfEntry, parseConf } from '../syntax/conf.ts';
import { blocksOf, fill, type Line, linesOf, type TextEdit, withEdits } from './text-edit.ts';

/** Comments of a block stand in one column, but not further right than this: a long line has its comment close behind. */
const furthest = 56;

/** A line with the setting or include that it holds. */
interface ConfLine extends Line {
  readonly entry: ConfEntry | undefined;
}

/** `name = value` as it will stand; the value is as it was written. */
function codeOf(text: string, { include, name, valueRange }: ConfEntry): string {
  const value = text.slice(valueRange.start, valueRange.end);
  return include === undefined ? `${name} = ${value}` : `${name} ${value}`;
}

/** Where the comment behind a value begins; the end of the line if there is none. */
function commentAt(text: string, { end }: Line, { valueRange }: ConfEntry): number {
  const hash = text.slice(valueRange.end, end).indexOf('#');
  return hash < 0 ? end : valueRange.end + hash;
}

function formatBlock(text: string, block: readonly ConfLine[]): readonly TextEdit[] {
  const known = block.flatMap(({ entry, ...line }) => (entry ? [{ line, entry, code: codeOf(text, entry) }] : []));
  const commented = known.filter(({ line, entry }) => commentAt(text, line, entry) < line.end);
  const lengths = commented.map(({ code }) => code.length).filter((length) => length <= furthest);
  const column = lengths.reduce((most, length) => Math.max(most, length), 0) + 2;
  return known.flatMap(({ line, entry, code }) => {
    const { nameRange, valueRange } = entry;
    const comment = commentAt(text, line, entry);
    const gap = comment < line.end ? ' '.repeat(Math.max(2, column - code.length)) : '';
    return [
      ...fill(text, line.start, nameRange.start, ''),
      ...fill(text, nameRange.end, valueRange.start, entry.include === undefined ? ' = ' : ' '),
      ...fill(text, valueRange.end, comment, gap),
    ];
  });
}

/** What the server makes of a file: its entries in order. */
function meaning(text: string): string {
  const { entries, problems } = parseConf(text);
  return JSON.stringify([entries.map(({ name, value, include }) => [name, value, include]), problems.length]);
}

/**
 * The edits that lay a file of the postgresql.conf family out: no indentation, one blank around `=`, comments behind the
 * settings of a block in one column. Comments of their own, quotes, line ends and lines that the server refuses stay as they
 * are, and so does what the file means.
 */
export function formatConf(text: string): readonly TextEdit[] {
  const entries = parseConf(text).entries;
  let next = 0;
  const lines = linesOf(text).map((line): ConfLine => {
    const entry = entries[next];
    const isHere = entry !== undefined && entry.nameRange.start >= line.start && entry.nameRange.start <= line.end;
    if (isHere) next++;
    return { ...line, entry: isHere ? entry : undefined };
  });
  const edits = blocksOf(lines, ({ entry }) => entry !== undefined).flatMap((block) => formatBlock(text, block));
  return meaning(withEdits(text, edits)) === meaning(text) ? edits : [];
}
