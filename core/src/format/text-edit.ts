import type { TextRange } from '../text/range.ts';

/** One gap of a text and what is to stand there. */
export interface TextEdit {
  readonly range: TextRange;
  readonly text: string;
}

/** A text after edits that do not overlap. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  let done = '';
  let at = 0;
  for (const { range, text: written } of edits.toSorted((a, b) => a.range.start - b.range.start)) {
    done += text.slice(at, range.start) + written;
    at = range.end;
  }
  return done + text.slice(at);
}

/** The edit that puts `wanted` between two places; none where it stands there. */
export function fill(text: string, start: number, end: number, wanted: string): readonly TextEdit[] {
  return text.slice(start, end) === wanted ? [] : [{ range: { start, end }, text: wanted }];
}

/** A physical line: its content without what ends it. */
export interface Line {
  readonly start: number;
  readonly end: number;
}

/** The lines of a text; their ends stand before `\n` or `\r\n`. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start);
    const next = newline < 0 ? text.length : newline;
    lines.push({ start, end: text[next - 1] === '\r' && next > start ? next - 1 : next });
    start = next + 1;
  }
  return lines;
}

/** Splits into runs of neighbours that `isOf` belongs to; the others fall out. */
export function blocksOf<Item>(items: readonly Item[], isOf: (item: Item) => boolean): readonly (readonly Item[])[] {
  const blocks: Item[][] = [];
  let open: Item[] | undefined;
  for (const item of items) {
    if (!isOf(item)) {
      open = undefined;
      continue;
    }
    if (!open) {
      open = [];
      blocks.push(open);
    }
    open.push(item);
  }
  return blocks;
}
