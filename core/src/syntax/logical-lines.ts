import type { Major } from '../catalog/parameter.ts';

/** A physical line, or several joined by backslashes. */
export interface LogicalLine {
  readonly text: string;
  /** Where its physical lines begin in the text. */
  readonly starts: readonly number[];
  /** The place in the text of one of its characters. */
  at(index: number): number;
  /** The character that stands at a place of the text, or comes next; the length of the line where none does. */
  indexOf(place: number): number;
}

/** A line of one piece, as nearly all are. */
class PlainLine implements LogicalLine {
  readonly text: string;
  readonly #offset: number;

  constructor(text: string, offset: number) {
    this.text = text;
    this.#offset = offset;
  }

  get starts(): readonly number[] {
    return [this.#offset];
  }

  at(index: number): number {
    return this.#offset + index;
  }

  indexOf(place: number): number {
    return Math.max(0, Math.min(place - this.#offset, this.text.length));
  }
}

/** What of a line stands on one physical line. */
interface Piece {
  /** Its place in the line. */
  readonly from: number;
  /** Its place in the text. */
  readonly offset: number;
}

class JoinedLine implements LogicalLine {
  readonly text: string;
  readonly #pieces: readonly Piece[];

  constructor(text: string, pieces: readonly Piece[]) {
    this.text = text;
    this.#pieces = pieces;
  }

  get starts(): readonly number[] {
    return this.#pieces.map(({ offset }) => offset);
  }

  at(index: number): number {
    const piece = this.#pieces[this.#last(({ from }) => from <= index)];
    return piece ? piece.offset + index - piece.from : index;
  }

  indexOf(place: number): number {
    const found = this.#last(({ offset }) => offset <= place);
    const { from, offset } = this.#pieces[found] ?? { from: 0, offset: 0 };
    const end = this.#pieces[found + 1]?.from ?? this.text.length;
    return Math.max(0, Math.min(from + place - offset, end));
  }

  /** The last of the pieces for which something holds that holds for all before it; the first if it holds for none. */
  #last(holds: (piece: Piece) => boolean): number {
    let low = 0;
    let high = this.#pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const piece = this.#pieces[middle];
      if (piece && holds(piece)) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

const lineEnd = /[\r\n]+$/;

/** Splits a text into logical lines: from 14 on a backslash at the end of a line joins the next one, even in comments. */
export function* logicalLines(text: string, major: Major): Generator<LogicalLine> {
  let parts: string[] = [];
  let pieces: Piece[] = [];
  let length = 0;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const next = newline < 0 ? text.length : newline + 1;
    const part = text.slice(start, next).replace(lineEnd, '');
    const goesOn = major >= 14 && part.endsWith('\\');
    // A continuation that ends the file: the server has taken the backslash off by then.
    const kept = goesOn ? part.slice(0, -1) : part;
    parts.push(kept);
    pieces.push({ from: length, offset: start });
    length += kept.length;
    start = next;
    if (goesOn && next < text.length) continue;
    const line = parts.length === 1 ? kept : parts.join('').replace(lineEnd, '');
    yield pieces.length === 1 ? new PlainLine(line, pieces[0]?.offset ?? 0) : new JoinedLine(line, pieces);
    parts = [];
    pieces = [];
    length = 0;
  }
}
