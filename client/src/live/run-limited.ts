/** Milliseconds for which a task counts: one that only waits (for a server that stalls) does not hold up those behind it. */
const patience = 250;

/**
 * Runs tasks, about `most` at the same time, each begun in a turn of its own so that the main thread is never held long.
 * Resolves when all are done; rejects as soon as one does, and the others run on.
 */
export async function runLimited(most: number, tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = tasks.values();
  const begun: Promise<void>[] = [];
  const worker = async () => {
    for (const task of waiting) {
      await new Promise((next) => setImmediate(next));
      const work = task();
      begun.push(work);
      await settledOrLong(work);
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, tasks.length) }, worker));
  await Promise.all(begun);
}

/** Never rejects. */
async function settledOrLong(work: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, patience);
  work.then(resolve, () => resolve());
  await promise;
  clearTimeout(timer);
}
