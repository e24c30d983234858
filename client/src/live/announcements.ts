import type { Trouble } from './topology.ts';

/** Milliseconds for which a cause must have been away before it is news again: one that comes and goes is told once. */
const forgottenAfter = 5 * 60_000;

/** Remembers what was told of one cluster, so that nobody is told twice of the same cause. */
export class Announcements {
  /** Causes that were told, with the first look in which they were no more; undefined: they are still there. */
  readonly #told = new Map<string, number | undefined>();
  #isFirst = true;

  /**
   * The troubles that are news. What was there at the first look is no change for the worse and is only remembered, and so
   * is what came while notifications were off. Time in which nobody looked counts as neither there nor away.
   */
  news(troubles: readonly Trouble[], now: number): readonly Trouble[] {
    const worth = troubles.filter(({ announce }) => announce);
    const present = new Set(worth.map(({ cause }) => cause));
    const fresh = worth.filter(({ cause }) => this.#isNews(cause, now));
    for (const [cause, away] of this.#told) if (!present.has(cause)) this.#told.set(cause, away ?? now);
    for (const cause of present) this.#told.set(cause, undefined);
    const news = this.#isFirst ? [] : fresh;
    this.#isFirst = false;
    return news;
  }

  #isNews(cause: string, now: number): boolean {
    if (!this.#told.has(cause)) return true;
    const away = this.#told.get(cause);
    return away !== undefined && now - away > forgottenAfter;
  }
}
