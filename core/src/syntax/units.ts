import type { Major } from '../catalog/parameter.ts';

/** A unit a value may carry, and how many base units it is; largest first. */
export interface Unit {
  readonly name: string;
  readonly factor: number;
}

const bytes: readonly (readonly [string, number])[] = [
  ['TB', 2 ** 40],
  ['GB', 2 ** 30],
  ['MB', 2 ** 20],
  ['kB', 2 ** 10],
  ['B', 1],
];

const microseconds: readonly (readonly [string, number])[] = [
  ['d', 86_400e6],
  ['h', 3600e6],
  ['min', 60e6],
  ['s', 1e6],
  ['ms', 1e3],
  ['us', 1],
];

/** Sizes of the base units of `pg_settings.unit`: `8kB` is a block of the usual size. */
function sizeOf(base: string, table: readonly (readonly [string, number])[]): number | undefined {
  const blocks = /^([0-9]+)(kB|MB)$/.exec(base);
  const found = table.find(([name]) => name === (blocks?.[2] ?? base));
  return found && found[1] * Number(blocks?.[1] ?? 1);
}

/**
 * The units that values of a parameter with this base unit may carry (`guc.c`, memory and time tables): `B` from 11 on,
 * `us` from 12 on; [] for a parameter without a unit. Up to 11 a unit smaller than the base one divides.
 */
export function unitsOf(base: string | undefined, major: Major): readonly Unit[] {
  if (base === undefined) return [];
  for (const table of [bytes, microseconds]) {
    const size = sizeOf(base, table);
    if (size === undefined) continue;
    const known = table.filter(([name]) => (name !== 'B' || major >= 11) && (name !== 'us' || major >= 12));
    return known.map(([name, amount]) => ({ name, factor: amount / size }));
  }
  return [];
}
