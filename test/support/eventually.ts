import { setTimeout as delay } from 'node:timers/promises';

/** Tries until `check` no longer throws; after the deadline its last error is thrown. */
export async function eventually(check: () => Promise<void> | void, deadline = 20_000): Promise<void> {
  const end = Date.now() + deadline;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await delay(50);
    }
  }
}
