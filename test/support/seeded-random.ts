import { Random, seed } from './random.ts';

/** Random choices of a run of the conformance tests: the same for the same PG_SEED, others for each major. */
export class SeededRandom extends Random {
  readonly seed = seed;

  constructor(major: number) {
    super(seed + major);
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
