import type { ServerConfig, Setting } from '../../model/server-config.ts';
import { parseNumber, wordOf } from '../../syntax/value.ts';
import { LineIndex } from '../../text/line-index.ts';
import type { Uri } from '../../text/uri.ts';
import { textOf } from '../edits.ts';

/** The setting in force instead of another one, and where it is. */
export interface Winner {
  readonly setting: Setting;
  readonly sameFile: boolean;
}

/** A file with thousands of repetitions asks thousands of times. */
const indexes = new WeakMap<ServerConfig, Map<Uri, LineIndex>>();

/** The line, from 1, on which a setting stands. */
export function lineOf(server: ServerConfig, { nameAt: { uri, range } }: Setting): number {
  const known = indexes.get(server) ?? new Map<Uri, LineIndex>();
  indexes.set(server, known);
  const index = known.get(uri) ?? new LineIndex(textOf(server, uri));
  known.set(uri, index);
  return index.position(range.start).line + 1;
}

/** Whether two values of a parameter mean the same: `1GB` and `1024MB`, `on` and `true`. */
export function meansTheSame({ catalog }: ServerConfig, a: Setting, b: Setting): boolean {
  const { parameter } = a;
  if (a.value === b.value) return true;
  if (!parameter) return false;
  const meaning = (value: string) =>
    parameter.type === 'integer' || parameter.type === 'real'
      ? parseNumber(value, parameter, catalog.major)
      : parameter.type === 'string'
        ? undefined
        : wordOf(value, parameter);
  const [one, other] = [meaning(a.value), meaning(b.value)];
  return one !== undefined && one === other;
}

/** Which setting is in force instead of `setting`; undefined if it is in force itself, or is the same line read twice. */
export function winnerInFile(setting: Setting): Winner | undefined {
  const winner = setting.overriddenBy;
  if (!winner) return undefined;
  const { uri, range } = winner.nameAt;
  const sameFile = uri === setting.nameAt.uri;
  if (sameFile && range.start === setting.nameAt.range.start) return undefined;
  return { setting: winner, sameFile };
}
