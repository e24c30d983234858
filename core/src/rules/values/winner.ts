import type { ServerConfig, Setting } from '../../model/server-config.ts';
import { parseNumber, wordOf } from '../../syntax/value.ts';
import { textOf } from '../edits.ts';

/** The setting in force instead of another one, and where it is. */
export interface Winner {
  readonly setting: Setting;
  readonly sameFile: boolean;
}

/** The line, from 1, on which a setting stands. */
export function lineOf(server: ServerConfig, { nameAt }: Setting): number {
  return textOf(server, nameAt.uri).slice(0, nameAt.range.start).split('\n').length;
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
