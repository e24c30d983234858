/** Runs tasks, at most `most` at the same time, each begun in a turn of its own so that the main thread is never held long. */
export async function runLimited(most: number, tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = tasks.values();
  const worker = async () => {
    for (const task of waiting) {
      await new Promise((next) => setImmediate(next));
      await task();
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, tasks.length) }, worker));
}
