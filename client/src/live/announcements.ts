import type { Trouble } from './topology.ts';

/** Milliseconds for which a cause must have been away before it is news again: one that comes and goes is told once. */
const forgottenAfter = 5 * 60_000;

/** Remembers what was told of one cluster, so that nobody is told twice of the same cause. */
export class Announcements {
  /** When each cause that was told was last there. */
  readonly #told = new Map<string, number>();
  #isFirst = true;

  /**
   * The troubles that are news. What was there at the first look is no change for the worse and is only remembered, and so
   * is what came while notifications were off.
   */
  news(troubles: readonly Trouble[], now: number): readonly Trouble[] {
    const worth = troubles.filter(({ announce }) => announce);
    const fresh = worth.filter(({ cause }) => {
      const last = this.#told.get(cause);
      return last === undefined || now - last > forgottenAfter;
    });
    for (const { cause } of worth) this.#told.set(cause, now);
    const news = this.#isFirst ? [] : fresh;
    this.#isFirst = false;
    return news;
  }
}
