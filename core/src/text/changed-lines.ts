/** Lines of one text in place of lines of another; places are starts of lines. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** A part of a text. */
interface Part {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const firstStep = 64;
/** After so many lines that differ one after the other, the rest is not compared line by line any more. */
const mostInARow = 16;

/** The greatest length between `known` and `open` that `isSame` holds for, where it holds for every shorter one. */
function bisect(known: number, open: number, isSame: (from: number, to: number) => boolean): number {
  let [low, high] = [known, open];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (isSame(low, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How many characters two parts have in common at their start. Pieces are compared as wholes, not character by character. */
function commonStart(a: Part, b: Part): number {
  const isSame = (from: number, to: number) =>
    a.text.slice(a.start + from, a.start + to) === b.text.slice(b.start + from, b.start + to);
  const most = Math.min(a.end - a.start, b.end - b.start);
  let same = 0;
  for (let step = firstStep; same < most; step *= 2) {
    const next = Math.min(same + step, most);
    if (!isSame(same, next)) return bisect(same, next, isSame);
    same = next;
  }
  return same;
}

/** How many characters two parts have in common at their end. */
function commonEnd(a: Part, b: Part): number {
  const isSame = (from: number, to: number) =>
    a.text.slice(a.end - to, a.end - from) === b.text.slice(b.end - to, b.end - from);
  return bisect(0, Math.min(a.end - a.start, b.end - b.start), isSame);
}

/** How much of the first characters of a part are whole lines. */
function wholeLines({ text, start }: Part, length: number): number {
  return length === 0 ? 0 : Math.max(0, text.lastIndexOf('\n', start + length - 1) + 1 - start);
}

/** The end of the line that a part begins with. */
function lineEnd({ text, start, end }: Part): number {
  const newline = text.indexOf('\n', start);
  return newline < 0 ? end : Math.min(end, newline + 1);
}

/** The part without the lines at its end that the other one has too. */
function withoutTail(part: Part, tail: number): Part {
  const newline = part.text.indexOf('\n', part.end - tail);
  return { ...part, end: newline < 0 || newline + 1 > part.end ? part.end : newline + 1 };
}

/**
 * Where two texts differ, in their order: what lies between the hunks is the same. A line that was replaced is found among
 * equal ones; of lines that were put in or taken out, all up to the last difference may be told to differ.
 */
export function changedLines(old: string, text: string): readonly Hunk[] {
  let a: Part = { text: old, start: 0, end: old.length };
  let b: Part = { text, start: 0, end: text.length };
  const same = wholeLines(a, commonStart(a, b));
  a = { ...a, start: same };
  b = { ...b, start: same };
  const tail = commonEnd(a, b);
  a = withoutTail(a, tail);
  b = withoutTail(b, tail);
  const hunks: Hunk[] = [];
  while (a.start < a.end || b.start < b.end) {
    const [oldStart, newStart] = [a.start, b.start];
    let next = 0;
    for (let lines = 0; next === 0 && a.start < a.end && b.start < b.end; lines++) {
      const isHopeless = lines >= mostInARow;
      a = { ...a, start: isHopeless ? a.end : lineEnd(a) };
      b = { ...b, start: isHopeless ? b.end : lineEnd(b) };
      next = wholeLines(a, commonStart(a, b));
    }
    const [oldEnd, newEnd] = next === 0 ? [a.end, b.end] : [a.start, b.start];
    hunks.push({ oldStart, oldEnd, newStart, newEnd });
    a = { ...a, start: oldEnd + next };
    b = { ...b, start: newEnd + next };
  }
  return hunks;
}
