import type { ServerConfig, Setting } from '../model/server-config.ts';
import { mapConfValue } from '../syntax/conf-value-map.ts';
import type { FileOrigin } from '../text/origin.ts';
import type { TextRange } from '../text/range.ts';
import { textOf } from './edits.ts';

/** Where a stretch of a setting's value stands in its file, quotes and escapes counted; the whole value for an empty one. */
export function placeInValue(server: ServerConfig, setting: Setting, range: TextRange): FileOrigin {
  const { at } = setting;
  const raw = textOf(server, at.uri).slice(at.range.start, at.range.end);
  const map = mapConfValue(raw);
  if (range.start >= range.end || map.value !== setting.value) return at;
  const [start, end] = [map.toRaw(range.start), map.toRaw(range.end)];
  return { ...at, range: { start: at.range.start + start, end: at.range.start + end } };
}
