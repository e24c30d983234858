/** Numbers of one moment; null: not known. */
export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly values: readonly (number | null)[];
}

/** How far back is kept, and how close samples lie at most: 360 samples. Milliseconds. */
const kept = 60 * 60 * 1000;
const step = 10 * 1000;

function worse(a: number | null | undefined, b: number | null): number | null {
  return a === null || a === undefined ? b : Math.max(a, b ?? a);
}

/** Samples of the last hour. Of those of ten seconds the largest values are kept, so that no peak is lost. */
export class Trace {
  #samples: Sample[] = [];

  /** Samples come in the order of their times; one that is older than the last is left out. */
  add(at: number, values: Sample['values']): void {
    const last = this.#samples.at(-1);
    if (last && at < last.at) return;
    if (last && Math.floor(last.at / step) === Math.floor(at / step)) {
      this.#samples[this.#samples.length - 1] = {
        at,
        values: values.map((value, index) => worse(last.values[index], value)),
      };
      return;
    }
    this.#samples.push({ at, values });
    const first = this.#samples.findIndex((sample) => sample.at > at - kept);
    if (first > 0) this.#samples = this.#samples.slice(first);
  }

  /** The samples of the hour before a moment, oldest first. */
  read(until: number): readonly Sample[] {
    return this.#samples.filter(({ at }) => at > until - kept && at <= until);
  }

  /** Whether the last hour has no sample. */
  isOver(now: number): boolean {
    return (this.#samples.at(-1)?.at ?? 0) <= now - kept;
  }
}
