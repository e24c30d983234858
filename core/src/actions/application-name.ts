import { isFilledIn } from '../model/filled-in.ts';
import type { InForce, ServerConfig } from '../model/server-config.ts';
import { textOf } from '../rules/edits.ts';
import { type Edit, replace } from '../rules/rule.ts';
import { escapeConfValue, mapConfValue } from '../syntax/conf-value-map.ts';
import { conninfoInForce, looksLikeConninfo, parseConninfo, setConninfoKeyword } from '../syntax/conninfo.ts';

/** Why a standby cannot be given a name: it has no connection string here, or one that cannot be changed safely. */
export type Unnameable = 'notSet' | 'filledIn' | 'unreadable';

/**
 * The edit that puts `name` into the standby's `primary_conninfo`, where it is in force, and touches nothing else of it.
 */
export function nameStandby(standby: ServerConfig, name: string): readonly Edit[] | Unnameable {
  const conninfo = standby.setting('primary_conninfo');
  const { value, at } = conninfo;
  if (at?.kind !== 'file' || value.trim() === '') return 'notSet';
  if (isFilledIn(standby, 'primary_conninfo')) return 'filledIn';
  if (!looksLikeConninfo(value)) return 'unreadable';
  const changed = setConninfoKeyword(value, 'application_name', name);
  const { entries } = parseConninfo(changed, standby.catalog.major);
  if (conninfoInForce(entries).get('application_name')?.value !== name) return 'unreadable';
  return editValue(standby, conninfo, changed);
}

/** Replaces only what differs, inside the quotes; a bare value is put in quotes. */
function editValue(server: ServerConfig, { value, at }: InForce, changed: string): readonly Edit[] {
  if (at?.kind !== 'file') return [];
  const raw = textOf(server, at.uri).slice(at.range.start, at.range.end);
  const map = mapConfValue(raw);
  if (!raw.startsWith("'") || map.value !== value) return replace(at, `'${escapeConfValue(changed)}'`);
  const before = commonStart(value, changed);
  const after = commonStart(reversed(value.slice(before)), reversed(changed.slice(before)));
  const start = at.range.start + map.toRaw(before);
  const end = at.range.start + map.toRaw(value.length - after);
  const text = escapeConfValue(changed.slice(before, changed.length - after));
  return replace({ ...at, range: { start, end } }, text);
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

function reversed(text: string): string {
  return text.split('').reverse().join('');
}
