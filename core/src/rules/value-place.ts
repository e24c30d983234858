import type { ServerConfig, Setting } from '../model/server-config.ts';
import { type ConfValueMap, mapConfValue } from '../syntax/conf-value-map.ts';
import type { FileOrigin } from '../text/origin.ts';
import type { TextRange } from '../text/range.ts';
import { textOf } from './edits.ts';

/** A list with thousands of names asks thousands of times for the same value. */
const maps = new WeakMap<ServerConfig, Map<string, ConfValueMap>>();

/** How the value whose token stands at `at` lies in its file. */
export function valueMapAt(server: ServerConfig, at: FileOrigin): ConfValueMap {
  const known = maps.get(server) ?? new Map<string, ConfValueMap>();
  maps.set(server, known);
  const key = `${at.range.start}-${at.range.end} ${at.uri}`;
  const map = known.get(key) ?? mapConfValue(textOf(server, at.uri).slice(at.range.start, at.range.end));
  known.set(key, map);
  return map;
}

/** Where a stretch of a setting's value stands in its file, quotes and escapes counted; the whole value for an empty one. */
export function placeInValue(server: ServerConfig, setting: Setting, range: TextRange): FileOrigin {
  const { at } = setting;
  const map = valueMapAt(server, at);
  if (range.start >= range.end || map.value !== setting.value) return at;
  const [start, end] = [map.toRaw(range.start), map.toRaw(range.end)];
  return { ...at, range: { start: at.range.start + start, end: at.range.start + end } };
}
