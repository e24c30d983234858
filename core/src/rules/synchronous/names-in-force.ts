import type { ServerConfig } from '../../model/server-config.ts';
import {
  formatSynchronousStandbyNames,
  parseSynchronousStandbyNames,
  type SynchronousStandbyNames,
} from '../../syntax/synchronous-standby-names.ts';
import type { Origin } from '../../text/origin.ts';
import { setParameter } from '../edits.ts';
import type { Fix } from '../rule.ts';

/** The `synchronous_standby_names` in force of a server that has some. */
export interface NamesInForce extends SynchronousStandbyNames {
  readonly at: Origin;
}

/** Undefined where the list is set nowhere, is empty, or is one the server refuses. */
export function namesInForce(server: ServerConfig): NamesInForce | undefined {
  const { at, value } = server.setting('synchronous_standby_names');
  const parsed = parseSynchronousStandbyNames(value);
  return at === undefined || 'code' in parsed || parsed.names.length === 0 ? undefined : { ...parsed, at };
}

/** Whether no name is in force, so that no commit waits. A refused list is not empty. */
export function isAsynchronous(server: ServerConfig): boolean {
  return server.setting('synchronous_standby_names').value === '';
}

/** ASCII letters count without case, as when the server looks for a standby (`SyncRepGetStandbyPriority`). */
export function foldName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** The names without repetitions, each as first written. */
export function distinctNames(list: SynchronousStandbyNames): readonly string[] {
  const seen = new Map<string, string>();
  for (const { text } of list.names) if (!seen.has(foldName(text))) seen.set(foldName(text), text);
  return [...seen.values()];
}

/** Whether `*` is among the names: every standby counts. */
export function takesAnyStandby(list: SynchronousStandbyNames): boolean {
  return list.names.some(({ text }) => text === '*');
}

/** The fix that gives the list other names, in the form in which it is written. */
export function rewriteNames(
  server: ServerConfig,
  list: SynchronousStandbyNames,
  change: { readonly title: string; readonly safety: Fix['safety']; readonly names: readonly string[] },
): Fix {
  const full = formatSynchronousStandbyNames({ method: list.method, count: list.count, names: change.names });
  const inside = full.slice(full.indexOf('('));
  let text = full;
  if (!list.explicit) text = list.countRange ? `${list.count} ${inside}` : inside.slice(1, -1);
  return { title: change.title, safety: change.safety, edits: setParameter(server, 'synchronous_standby_names', text) };
}
