import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from './support.ts';

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Has the launcher take a picture of the workbench as it is now; does nothing where nobody takes pictures. */
export async function screenshot(name: string): Promise<void> {
  const folder = process.env['E2E_SCREENSHOTS'];
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  const wanted = join(folder, `${name}.wanted`);
  await writeFile(wanted, '');
  await eventually(`a picture ${name}`, async () => !(await isThere(wanted)));
}
