import type { ParameterCatalog } from '../../catalog/catalog.ts';
import { minorParameter } from '../../catalog/minor-parameters.ts';
import type { Major } from '../../catalog/parameter.ts';
import { renameOf } from '../../catalog/renames.ts';
import type { ServerConfig, Setting } from '../../model/server-config.ts';

/** What is to be said of the name of a setting. */
type NameClass =
  | { readonly kind: 'unknown' }
  /** Some minor releases or some distributions' builds of this major have it. */
  | { readonly kind: 'minor'; readonly since: string }
  /** Up to 11 a parameter of recovery.conf only. */
  | { readonly kind: 'recovery' }
  | { readonly kind: 'future'; readonly first: Major }
  /** `last`: the last major that had it; undefined if none from 10 on. */
  | { readonly kind: 'removed'; readonly last: Major | undefined };

function classify(setting: Setting, catalog: ParameterCatalog): NameClass {
  const { major } = catalog;
  const minor = minorParameter(setting.name, major);
  if (minor) return { kind: 'minor', since: minor.since };
  if (catalog.recovery(setting.name.toLowerCase())) return { kind: 'recovery' };
  const history = catalog.history(setting.name);
  const before = history.findLast((span) => span.last < major);
  if (before) return { kind: 'removed', last: before.last };
  const after = history.find((span) => span.first > major);
  if (after) return { kind: 'future', first: after.first };
  return renameOf(setting.name) ? { kind: 'removed', last: undefined } : { kind: 'unknown' };
}

/** A setting whose name the target major does not know, and what there is to say of it. */
interface StrangeName {
  readonly setting: Setting;
  readonly is: NameClass;
}

/** Four rules ask for the same names. */
const known = new WeakMap<ServerConfig, readonly StrangeName[]>();

/** The settings of postgresql.conf and postgresql.auto.conf that the major does not know; recovery.conf has rules of its own. */
export function strangeNames(server: ServerConfig): readonly StrangeName[] {
  const found = known.get(server);
  if (found) return found;
  const strange = server.settings
    .filter(({ parameter, kind, name }) => parameter === undefined && kind !== 'recovery' && !name.includes('.'))
    .map((setting) => ({ setting, is: classify(setting, server.catalog) }));
  known.set(server, strange);
  return strange;
}
