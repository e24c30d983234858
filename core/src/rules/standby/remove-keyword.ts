import type { ServerConfig, Setting } from '../../model/server-config.ts';
import type { ConninfoEntry } from '../../syntax/conninfo.ts';
import { type Fix, replace } from '../rule.ts';
import { placeInValue } from '../value-place.ts';

/** Takes `keyword=value` and the blanks behind it out; none for a URI, whose parts need each other. */
export function removeKeyword(
  server: ServerConfig,
  setting: Setting,
  entry: ConninfoEntry | undefined,
): readonly Fix[] {
  if (entry?.form !== 'keyword') return [];
  const start = entry.keywordRange.start;
  const blanks = /^\s*/.exec(setting.value.slice(entry.valueRange.end))?.[0].length ?? 0;
  const end = entry.valueRange.end + blanks;
  const before = end === setting.value.length ? (/\s*$/.exec(setting.value.slice(0, start))?.[0].length ?? 0) : 0;
  const at = placeInValue(server, setting, { start: start - before, end });
  return [{ title: `Remove ${entry.keyword}`, safety: 'unsafe', edits: replace(at, '') }];
}
