/** Which entries of a folder `include_dir` takes (`GetConfFilesInDir`). */
export function isIncludedName(name: string): boolean {
  return name.length >= 6 && name.endsWith('.conf') && !name.startsWith('.');
}

/** The order of `strcmp` over UTF-8, which is that of the code points. */
export function byteOrder(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
