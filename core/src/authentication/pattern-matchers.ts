/** Places of a text, from 0 to its length. */
type Places = ReadonlySet<number>;

/** Ends a comparison that is left to the server. */
export class Unjudged extends Error {}

/** One comparison of a text: it ends with `Unjudged` when it takes too many steps. */
export class Comparison {
  readonly text: string;
  #steps = 0;

  constructor(text: string) {
    this.text = text;
  }

  spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps > 50_000) throw new Unjudged();
  }

  /** Whether the matcher fits anywhere in the text. */
  fits(matcher: Matcher): boolean {
    return matcher(this, this.allPlaces()).size > 0;
  }

  allPlaces(): Places {
    return new Set(Array.from({ length: this.text.length + 1 }, (_, at) => at));
  }
}

/**
 * A part of a pattern: from the places where it may begin to those where it may end. Sets of places instead of tries one
 * after the other, so that no pattern takes longer than its length times that of the text, squared at worst.
 */
export type Matcher = (comparison: Comparison, from: Places) => Places;

export const empty: Matcher = (_, from) => from;

/** One byte that passes the test. */
export function byte(test: (code: number) => boolean): Matcher {
  return (comparison, from) => {
    comparison.spend(from.size + 1);
    const { text } = comparison;
    return new Set([...from].filter((at) => at < text.length && test(text.charCodeAt(at))).map((at) => at + 1));
  };
}

/** Places of which something holds; the text is not moved along. */
export function place(test: (text: string, at: number) => boolean): Matcher {
  return (comparison, from) => {
    comparison.spend(from.size + 1);
    return new Set([...from].filter((at) => test(comparison.text, at)));
  };
}

/** One part behind the other. */
export function sequence(parts: readonly Matcher[]): Matcher {
  return (comparison, from) => parts.reduce((places, part) => part(comparison, places), from);
}

/** Any of the branches. */
export function anyOf(branches: readonly Matcher[]): Matcher {
  return (comparison, from) => new Set(branches.flatMap((branch) => [...branch(comparison, from)]));
}

/** A part, so many times in a row. */
export function repeated(part: Matcher, least: number, most: number): Matcher {
  return (comparison, from) => {
    let reached = from;
    for (let count = 0; count < least && reached.size > 0; count++) {
      comparison.spend(1);
      reached = part(comparison, reached);
    }
    const all = new Set(reached);
    for (let count = least; count < most && reached.size > 0; count++) {
      comparison.spend(1);
      reached = new Set([...part(comparison, reached)].filter((at) => !all.has(at)));
      for (const at of reached) all.add(at);
    }
    return all;
  };
}

/** Places where the part begins (`(?=…)`), or where it does not. */
export function ahead(part: Matcher, wanted: boolean): Matcher {
  return (comparison, from) => new Set([...from].filter((at) => part(comparison, new Set([at])).size > 0 === wanted));
}

/** Places where the part ends (`(?<=…)`), or where it does not. */
export function behind(part: Matcher, wanted: boolean): Matcher {
  return (comparison, from) => {
    const ends = part(comparison, comparison.allPlaces());
    return new Set([...from].filter((at) => ends.has(at) === wanted));
  };
}
