import type { TextRange } from './range.ts';

/** A place in a text, line and column from 0, columns in UTF-16 units (as LSP counts them). */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Translates offsets of one text to lines and columns and back. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  /** Number of lines; a text that ends in a newline has an empty last line. */
  get lineCount(): number {
    return this.#starts.length;
  }

  /** Line and column of an offset; offsets outside the text count as its nearest end. */
  position(offset: number): Position {
    const inside = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= inside) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: inside - (this.#starts[low] ?? 0) };
  }

  /** Offset of a place; a column behind the end of its line counts as that end. */
  offset(position: Position): number {
    const start = this.#starts[position.line];
    if (start === undefined) return this.#length;
    const next = this.#starts[position.line + 1];
    const end = next === undefined ? this.#length : next - 1;
    return Math.min(start + position.column, end);
  }

  /** The line from its first character up to, not including, its newline. */
  lineRange(line: number): TextRange {
    return { start: this.offset({ line, column: 0 }), end: this.offset({ line, column: Number.MAX_SAFE_INTEGER }) };
  }
}
