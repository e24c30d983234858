import type { ChartView } from '../webview/messages.ts';

/** A line with times of its own. */
export interface SampledLine {
  readonly name: string;
  readonly detail: string;
  /** Milliseconds since 1970, ascending. */
  readonly times: readonly number[];
  /** One for each time; null: was not known. */
  readonly values: readonly (number | null)[];
}

/** Samples of servers that were looked at by the same refresh belong together. Milliseconds. */
const moment = 10_000;

/** Brings lines to common times. What falls into one moment of ten seconds is drawn at its newest time, with its greatest value. */
export function chartOf(lines: readonly SampledLine[]): ChartView {
  const newest = new Map<number, number>();
  for (const time of lines.flatMap(({ times }) => times).toSorted((a, b) => a - b)) {
    newest.set(Math.floor(time / moment), time);
  }
  const drawn = lines.map(({ name, detail, times, values }) => {
    const greatest = new Map<number, number>();
    for (const [index, time] of times.entries()) {
      const [at, value] = [Math.floor(time / moment), values[index] ?? null];
      if (value !== null) greatest.set(at, Math.max(greatest.get(at) ?? value, value));
    }
    return { name, detail, values: [...newest.keys()].map((at) => greatest.get(at) ?? null) };
  });
  return { times: [...newest.values()], lines: drawn };
}
