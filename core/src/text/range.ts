/** A stretch of one text: UTF-16 offsets, `end` exclusive, `0 <= start <= end <= length`. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Whether `range` holds the offset; the end counts, so that a cursor behind the last character is inside. */
export function touches(range: TextRange, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

/** Whether two ranges share at least one character. */
export function overlaps(a: TextRange, b: TextRange): boolean {
  return a.start < b.end && b.start < a.end;
}
