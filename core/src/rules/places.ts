import type { ServerConfig } from '../model/server-config.ts';
import type { Related } from './rule.ts';

/** Points at the lines where the named parameters are in force; [] for those set nowhere. */
export function linesOf(server: ServerConfig, ...names: readonly string[]): readonly Related[] {
  return names.flatMap((name) => {
    const { at, value } = server.setting(name);
    return at ? [{ at, message: `${name} is ${value === '' ? 'empty' : value} here` }] : [];
  });
}
