/** Random choices that are the same for the same seed (PG_SEED; else the clock). */
export class SeededRandom {
  readonly seed: number;
  #state: number;

  constructor(seed = Number(process.env['PG_SEED'] ?? Date.now() % 1_000_000)) {
    this.seed = seed;
    this.#state = seed >>> 0;
  }

  /** From 0 up to, not including, `limit` (mulberry32). */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** Between `least` and `most` items, each made by `make`. */
  list<Item>(least: number, most: number, make: () => Item): readonly Item[] {
    return Array.from({ length: least + this.below(most - least + 1) }, make);
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }

  /** A text with a few of its characters dropped, doubled, swapped or replaced by one of `alphabet`. */
  spoil(text: string, alphabet: string): string {
    const characters = [...text];
    for (let count = 1 + this.below(2); count > 0; count--) {
      const at = this.below(characters.length + 1);
      characters.splice(at, this.below(2), ...(this.once(3) ? [] : [this.pick([...alphabet])]));
    }
    return characters.join('');
  }
}
