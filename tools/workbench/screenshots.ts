import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/**
 * Takes the pictures that tests ask for until `stop` is called: a test in the extension host puts an empty file
 * `<name>.wanted` into the folder; it goes away when `<name>.png` lies beside it.
 */
export function takeScreenshots(page: Page, folder: string): { stop(): void } {
  let busy = false;
  const look = async () => {
    const wanted = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.wanted'));
    for (const name of wanted) {
      await page.screenshot({ path: join(folder, `${name.slice(0, -'.wanted'.length)}.png`) });
      await rm(join(folder, name), { force: true });
    }
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    void look()
      .catch((error: unknown) => console.error(`No screenshot: ${String(error)}`))
      .finally(() => {
        busy = false;
      });
  }, 100);
  return { stop: () => clearInterval(timer) };
}
