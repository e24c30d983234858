import type { ChartView } from '../webview/messages.ts';

/** One number at one moment. */
export interface Sample {
  readonly at: Date;
  /** Undefined: was not known. */
  readonly value: number | undefined;
}

export interface SampledLine {
  readonly name: string;
  readonly detail: string;
  /** In the order of time. */
  readonly samples: readonly Sample[];
}

/** How wide the moments of a chart may be, in milliseconds. */
const widths = [1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000] as const;

/** About as many points as a chart has room for. */
const roomFor = 240;

function widthOf(from: number, to: number): number {
  return widths.find((width) => (to - from) / width <= roomFor) ?? 60_000;
}

/** A moment that several samples fall into is drawn at the time of the newest. */
function momentsOf(times: readonly number[], width: number): ReadonlyMap<number, number> {
  const moments = new Map<number, number>();
  for (const time of times) {
    const moment = Math.floor(time / width);
    moments.set(moment, Math.max(moments.get(moment) ?? time, time));
  }
  return new Map([...moments].sort(([a], [b]) => a - b));
}

/** Brings lines to common times, with at most some 240 points each. Of the samples of one moment the greatest is kept: peaks stay. */
export function chartOf(lines: readonly SampledLine[]): ChartView {
  const times = lines.flatMap(({ samples }) => samples.map(({ at }) => at.getTime()));
  const first = times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const last = times.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const width = widthOf(first, last);
  const moments = momentsOf(times, width);
  const drawn = lines.map(({ name, detail, samples }) => {
    const greatest = new Map<number, number>();
    for (const { at, value } of samples) {
      const moment = Math.floor(at.getTime() / width);
      if (value !== undefined) greatest.set(moment, Math.max(greatest.get(moment) ?? value, value));
    }
    return { name, detail, values: [...moments.keys()].map((moment) => greatest.get(moment) ?? null) };
  });
  return { times: [...moments.values()], lines: drawn };
}
