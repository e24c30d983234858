import { type Context, type Major, type Parameter, parseNumber, unitsOf } from '../../../core/src/index.ts';

/** When a change of a parameter takes effect, in words. */
export const whenItChanges: Readonly<Record<Context, string>> = {
  internal: 'cannot be set: fixed when the server was built or its data directory was made',
  postmaster: 'takes effect at a restart',
  sighup: 'takes effect at a reload',
  'superuser-backend': 'takes effect for sessions that start after a reload; a superuser may choose it when connecting',
  backend: 'takes effect for sessions that start after a reload; a session may choose it when connecting',
  superuser: 'takes effect at a reload; superusers may change it in a session',
  user: 'takes effect at a reload; every session may change its own',
  recovery: 'is read once, when recovery starts',
};

/** A number of base units as people write it: the largest unit that divides it. `-1` and 0 stay bare. */
export function withUnit(value: number, unit: string | undefined, major: Major): string {
  if (unit === undefined || value <= 0 || !Number.isInteger(value)) return `${value}`;
  const fitting = unitsOf(unit, major).find(({ factor }) => factor >= 1 && value % factor === 0);
  const smaller = unitsOf(unit, major).find(({ factor }) => factor <= 1 && Number.isInteger(value / factor));
  const found = fitting ?? smaller;
  return found ? `${value / found.factor}${found.name}` : `${value} × ${unit}`;
}

/** The default as it may stand in a file; '' for an empty or unknown one. */
export function defaultValue(parameter: Parameter, major: Major): string {
  const { boot = '', unit, type } = parameter;
  if (type !== 'integer' && type !== 'real') return boot;
  const value = Number(boot);
  return boot === '' || Number.isNaN(value) ? boot : withUnit(value, unit, major);
}

/** The same value in another unit where that is plainer than how it is written; undefined where it is not. */
export function plainValue(written: string, parameter: Parameter, major: Major): string | undefined {
  if (parameter.unit === undefined) return undefined;
  const value = parseNumber(written, parameter, major);
  if (value === undefined) return undefined;
  const plain = withUnit(value, parameter.unit, major);
  return plain.replace(/\s/g, '') === written.replace(/\s/g, '') ? undefined : plain;
}

/** The number of base units that a value with a unit of its own stands for, as `1024 × MB`; undefined for other values. */
export function countedValue(written: string, parameter: Parameter, major: Major): string | undefined {
  if (parameter.unit === undefined || !/[0-9]\s*[A-Za-z]+\s*$/.test(written)) return undefined;
  const value = parseNumber(written, parameter, major);
  return value === undefined ? undefined : `${value} × ${parameter.unit}`;
}

/** `16 and later`, `10 to 12`, `13 only`, `all from 10 on`. */
export function majorsInWords(first: number, last: number, newest: number): string {
  if (first === 10 && last === newest) return `10 to ${newest}`;
  if (last === newest) return first === newest ? `${newest}` : `${first} and later`;
  return first === last ? `${first} only` : `${first} to ${last}`;
}

/** Text as inline code of Markdown, whatever backticks it holds. */
export function code(text: string): string {
  const longest = [...text.matchAll(/`+/g)].reduce((most, [run]) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(longest + 1);
  const pad = text.startsWith('`') || text.endsWith('`') || text.trim() === '' ? ' ' : '';
  return `${fence}${pad}${text.replace(/[\r\n]+/g, ' ')}${pad}${fence}`;
}
