const minute = 60_000;

/** Marks of an axis from 0 on, so many steps that `most` is held. */
function marks(most: number, step: number): readonly number[] {
  const count = Math.max(2, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** Marks of an axis of bytes from 0 to a round number (a power of two) that holds `most`: three to five of them. */
export function byteTicks(most: number): readonly number[] {
  return marks(most, 2 ** Math.ceil(Math.log2(Math.max(most, 1024) / 4)));
}

const second = 1000;
const hour = 60 * minute;
const durations = [1, 2, 5, 10, 20, 50, 100, 200, 500]
  .concat([1, 2, 5, 10, 15, 30].map((it) => it * second))
  .concat([1, 2, 5, 10, 15, 30].map((it) => it * minute))
  .concat([1, 2, 6, 12, 24].map((it) => it * hour));

/** The same of an axis of milliseconds: steps that a clock has. */
export function durationTicks(most: number): readonly number[] {
  const step = durations.find((it) => it * 4 >= most) ?? 24 * hour * Math.ceil(most / (96 * hour));
  return marks(most, step);
}

/** Whole minutes between two times, as many as there is room for. */
export function timeTicks(from: number, to: number, room: number): readonly number[] {
  const steps = [1, 2, 5, 10, 15, 30, 60].map((it) => it * minute);
  const step = steps.find((it) => (to - from) / it <= room) ?? 60 * minute;
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, index) => first + index * step);
}

/** What a chart spans: up to the last hour, at least five minutes. */
export function timeRange(times: readonly number[], now: number): { readonly from: number; readonly to: number } {
  const to = Math.max(now, times.at(-1) ?? now);
  const first = times[0] ?? to;
  return { from: Math.max(to - 60 * minute, Math.min(first, to - 5 * minute)), to };
}

/** Runs of points that belong together: where nobody looked for a while, the line is broken. Null is skipped. */
export function runsOf(times: readonly number[], values: readonly (number | null)[]): readonly (readonly number[])[] {
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const usual = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  const longest = Math.max(15_000, usual * 3);
  const runs: number[][] = [];
  let last: number | undefined;
  for (const [index, time] of times.entries()) {
    if (typeof values[index] !== 'number') continue;
    if (last === undefined || time - last > longest) runs.push([]);
    runs.at(-1)?.push(index);
    last = time;
  }
  return runs;
}

/** The place of the time that is nearest; -1 if there is none. */
export function nearest(times: readonly number[], time: number): number {
  let best = -1;
  for (const [index, at] of times.entries()) {
    if (best < 0 || Math.abs(at - time) <= Math.abs((times[best] ?? at) - time)) best = index;
  }
  return best;
}
