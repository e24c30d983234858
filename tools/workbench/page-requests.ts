import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import * as z from 'zod/mini';

const role = z.enum(['button', 'treeitem', 'option', 'tab', 'link', 'menuitem']);

/** What hands do: press a key, type a text, wait to see one, click or point at what a reader would find by its role and name. */
const deed = z.union([
  z.object({ see: z.string() }),
  z.object({ press: z.string() }),
  z.object({ type: z.string() }),
  z.object({ click: z.string(), role }),
  z.object({ hover: z.string(), role }),
]);
export type Deed = z.infer<typeof deed>;

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

async function perform(page: Page, it: Deed): Promise<void> {
  if ('press' in it) return page.keyboard.press(it.press);
  if ('type' in it) return page.keyboard.type(it.type);
  if ('see' in it) return page.getByText(it.see).first().waitFor({ timeout: 10_000 });
  const found = page.getByRole(it.role, { name: 'click' in it ? it.click : it.hover }).first();
  if ('click' in it) await found.click({ timeout: 10_000 });
  else await found.hover({ timeout: 10_000 });
}

/** Does what a file asks for; beside it `<name>.done` then says `ok`, or why not. */
async function performAll(page: Page, folder: string, name: string): Promise<void> {
  let outcome = 'ok';
  try {
    const deeds = z.array(deed).parse(JSON.parse(await readFile(join(folder, `${name}.deeds`), 'utf8')));
    for (const it of deeds) await perform(page, it);
  } catch (error) {
    outcome = String(error);
  }
  await rm(join(folder, `${name}.deeds`), { force: true });
  await writeFile(join(folder, `${name}.outcome`), outcome);
  await rename(join(folder, `${name}.outcome`), join(folder, `${name}.done`));
}

/**
 * Serves the tests in the extension host, which cannot reach the page, until `stop` is called. A test puts a file into the
 * folder: an empty `<name>.wanted` becomes `<name>.png`, a picture; `<name>.deeds` (JSON) becomes `<name>.done`.
 */
export function serveRequests(page: Page, folder: string): { stop(): void } {
  let busy = false;
  const look = async () => {
    for (const name of await readdir(folder).catch(() => [])) {
      if (name.endsWith('.deeds')) await performAll(page, folder, name.slice(0, -'.deeds'.length));
      if (!name.endsWith('.wanted')) continue;
      await writeFile(join(folder, `${name.slice(0, -'.wanted'.length)}.png`), await stillPicture(page));
      await rm(join(folder, name), { force: true });
    }
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    void look()
      .catch((error: unknown) => console.error(`A request of the tests failed: ${String(error)}`))
      .finally(() => {
        busy = false;
      });
  }, 100);
  return { stop: () => clearInterval(timer) };
}
