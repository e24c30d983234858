/** A small seeded source of numbers (mulberry32), so that a run can be repeated. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, not including, `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** Between `least` and `most` picks, joined. */
  text(pieces: readonly string[], least: number, most: number): string {
    return Array.from({ length: least + this.below(most - least + 1) }, () => this.pick(pieces)).join('');
  }
}

/** The seed of this run: PG_SEED of the environment, else always the same. */
export const seed = Number(process.env['PG_SEED'] ?? 20_261_123);
