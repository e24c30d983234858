/** The greatest length up to `most` that `isSame` holds for, where it holds for every shorter one. */
function longest(most: number, isSame: (from: number, to: number) => boolean): number {
  let known = 0;
  let open = most;
  while (known < open) {
    const middle = (known + open + 1) >>> 1;
    if (isSame(known, middle)) known = middle;
    else open = middle - 1;
  }
  return known;
}

/** How many characters two texts have in common at their start. Halves are compared as a whole, not character by character. */
export function commonStart(a: string, b: string): number {
  return longest(Math.min(a.length, b.length), (from, to) => a.slice(from, to) === b.slice(from, to));
}

/** How many characters two texts have in common at their end, of those behind the first `skipped`. */
export function commonEnd(a: string, b: string, skipped: number): number {
  const end = (text: string, from: number, to: number) => text.slice(text.length - to, text.length - from);
  return longest(Math.min(a.length, b.length) - skipped, (from, to) => end(a, from, to) === end(b, from, to));
}
