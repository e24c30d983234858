import { fileOrigin, type ServerConfig } from '../model/server-config.ts';
import type { Origin } from '../text/origin.ts';
import type { TextRange } from '../text/range.ts';
import type { Related } from './rule.ts';
import { valueMapAt } from './value-place.ts';

/** Points at the lines where the named parameters are in force; [] for those set nowhere. */
export function linesOf(server: ServerConfig, ...names: readonly string[]): readonly Related[] {
  return names.flatMap((name) => {
    const { at, value } = server.setting(name);
    return at ? [{ at, message: `${name} is ${value === '' ? 'empty' : value} here` }] : [];
  });
}

/** The place of a part of a value whose token stands at `at`, quotes and escapes taken into account. */
export function insideValue(server: ServerConfig, at: Origin, part: TextRange): Origin {
  if (at.kind !== 'file') return at;
  const { toRaw } = valueMapAt(server, at);
  return { ...at, range: { start: at.range.start + toRaw(part.start), end: at.range.start + toRaw(part.end) } };
}

/** Where a finding about a parameter goes: its value in force, else the start of postgresql.conf; undefined without both. */
export function valueOrFile(server: ServerConfig, name: string): Origin | undefined {
  const { at } = server.setting(name);
  const main = server.files.find(({ kind }) => kind === 'conf');
  return at ?? (main && fileOrigin(main.uri, { start: 0, end: 0 }));
}
