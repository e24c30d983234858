import assert from 'node:assert/strict';
import { planSwitch, type SwitchRequest } from '../../core/src/actions/switch-replication.ts';
import type { Major } from '../../core/src/catalog/parameter.ts';
import { applyEdits } from '../../core/src/lint/apply-edits.ts';
import { readServer } from '../../core/src/model/read-server.ts';
import type { ServerConfig } from '../../core/src/model/server-config.ts';
import { inMemoryFiles } from './in-memory-files.ts';

export type Texts = Readonly<Record<string, string>>;

/** The servers whose files lie in the folders of the table, the first of them the primary. */
export async function readAll(
  texts: Texts | ReadonlyMap<string, string>,
  major: Major,
): Promise<readonly ServerConfig[]> {
  const files = inMemoryFiles(texts);
  const paths = texts instanceof Map ? [...texts.keys()] : Object.keys(texts);
  const folders = [
    ...new Set(paths.filter((path) => path.includes('/')).map((path) => path.slice(0, path.indexOf('/')))),
  ];
  return Promise.all(folders.map((folder) => readServer(files, folder, { major })));
}

/** Plans a switch, carries it out, and shows the plan with the files that changed. */
export async function carryOut(texts: Texts, request: SwitchRequest, major: Major = 18) {
  const [primary, ...standbys] = await readAll(texts, major);
  assert.ok(primary);
  const plan = planSwitch(primary, standbys, request);
  const before = new Map(Object.entries(texts));
  const changed = applyEdits(
    before,
    plan.changes.map(({ edit }) => edit),
  );
  const after = new Map(before);
  for (const [uri, text] of changed) after.set(uri, text ?? '');
  return { plan, changed: Object.fromEntries(changed), servers: await readAll(after, major) };
}

export const anyOf = (count: number, ...standbys: readonly string[]): SwitchRequest => ({
  mode: 'synchronous',
  method: 'ANY',
  count,
  standbys,
});
export const firstOf = (count: number, ...standbys: readonly string[]): SwitchRequest => ({
  mode: 'synchronous',
  method: 'FIRST',
  count,
  standbys,
});
export const asynchronous: SwitchRequest = { mode: 'asynchronous' };

export const conninfo = (value: string) => ({
  'standby.signal': '',
  'postgresql.conf': `primary_conninfo = ${value}\n`,
});
export const folder = (name: string, files: Texts): Texts =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${name}/${path}`, text]));
