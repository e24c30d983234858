/** How far two names are apart at most to be worth a "did you mean". */
function limitFor(name: string): number {
  return Math.max(1, Math.min(4, name.length >> 2));
}

/** Letters to add, drop, change or swap with a neighbour until `a` is `b`; `limit + 1` where it takes more than `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let twoUp: readonly number[] = [];
  let oneUp: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let best = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let distance = Math.min(
        (oneUp[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (oneUp[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) distance = Math.min(distance, (twoUp[column - 2] ?? 0) + 1);
      current.push(distance);
      best = Math.min(best, distance);
    }
    if (best > limit) return limit + 1;
    twoUp = oneUp;
    oneUp = current;
  }
  return Math.min(oneUp[b.length] ?? 0, limit + 1);
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** Whether each word of `short` begins the word of `long` at its place: `sync_standby_names`. */
function abbreviates(short: string, long: string): boolean {
  const words = short.split('_');
  const full = long.split('_');
  return words.length === full.length && words.every((word, at) => word.length >= 3 && full[at]?.startsWith(word));
}

/**
 * The name most like `name`, compared without case: fewest edits, then the longest common start; else one it abbreviates.
 * Undefined if none is near.
 */
export function nearestName(name: string, names: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  const limit = limitFor(wanted);
  let best: { name: string; distance: number; shared: number } | undefined;
  let abbreviated: string | undefined;
  for (const candidate of names) {
    const lower = candidate.toLowerCase();
    const distance = editDistance(wanted, lower, best?.distance ?? limit);
    if (distance <= (best?.distance ?? limit)) {
      const shared = sharedStart(wanted, lower);
      if (!best || distance < best.distance || shared > best.shared) best = { name: candidate, distance, shared };
    }
    if (abbreviates(wanted, lower)) abbreviated ??= candidate;
  }
  return best?.name ?? abbreviated;
}
