import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** A picture of a page that no longer changes: two in a row are equal. The last one if it never comes to rest. */
async function stillPicture(page: Page): Promise<Buffer> {
  let last = await page.screenshot();
  for (let tries = 0; tries < 20; tries++) {
    await page.waitForTimeout(150);
    const next = await page.screenshot();
    if (next.equals(last)) return next;
    last = next;
  }
  return last;
}

/**
 * Takes the pictures that tests ask for until `stop` is called: a test in the extension host puts an empty file
 * `<name>.wanted` into the folder; it goes away when `<name>.png` lies beside it.
 */
export function takeScreenshots(page: Page, folder: string): { stop(): void } {
  let busy = false;
  const look = async () => {
    const wanted = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.wanted'));
    for (const name of wanted) {
      await writeFile(join(folder, `${name.slice(0, -'.wanted'.length)}.png`), await stillPicture(page));
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
