import assert from 'node:assert/strict';
import { access, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Deed } from '../../tools/workbench/page-requests.ts';
import { eventually } from './support.ts';

let count = 0;

/** Whether somebody serves what tests ask of the page: true in the web workbench only. */
export function hasHands(): boolean {
  return Boolean(process.env['E2E_SCREENSHOTS']);
}

/** Has the launcher click and type in the workbench as a user does; fails if it cannot. */
export async function hands(...deeds: readonly Deed[]): Promise<void> {
  const folder = process.env['E2E_SCREENSHOTS'];
  assert.ok(folder, 'tests that click need the web workbench');
  const name = `deed-${++count}`;
  await writeFile(join(folder, `${name}.tmp`), JSON.stringify(deeds));
  await rename(join(folder, `${name}.tmp`), join(folder, `${name}.deeds`));
  const done = join(folder, `${name}.done`);
  await eventually(
    `the deeds ${JSON.stringify(deeds)}`,
    () =>
      access(done).then(
        () => true,
        () => false,
      ),
    60,
  );
  assert.equal(await readFile(done, 'utf8'), 'ok');
  await rm(done);
}
