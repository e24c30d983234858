import { join } from 'node:path';
import type { Major } from '../../core/src/catalog/parameter.ts';
import { readConfiguration, writeServerFile } from '../../tools/postgres/postgres-server.ts';

export interface ValueCase {
  readonly name: string;
  readonly value: string;
}

/** As a line of postgresql.conf. */
function lineOf({ name, value }: ValueCase): string {
  const text = value.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `${name} = '${text}'\n`;
}

/** Parameters whose values change what the reader prints: they come last, in this order. */
const loud = ['lc_messages', 'log_destination', 'log_min_messages'];

function inOrder(cases: readonly ValueCase[]): readonly ValueCase[] {
  const rank = ({ name }: ValueCase) => loud.indexOf(name);
  return cases.toSorted((a, b) => rank(a) - rank(b));
}

/**
 * The cases the start-up reader of a major refuses, each parameter at most once among them. It names most of what it
 * refuses in one run; what it does not name is found by halving.
 */
export function refusedOf(major: Major, data: string, cases: readonly ValueCase[]): ReadonlySet<ValueCase> {
  const refused = new Set<ValueCase>();
  let rest = inOrder(cases);
  while (rest.length > 0) {
    writeServerFile(join(data, 'postgresql.conf'), rest.map(lineOf).join(''));
    const reading = readConfiguration(major, data);
    if (reading.accepted) return refused;
    if (rest.length === 1) return new Set([...refused, ...rest]);
    const log = reading.log.replace(/^[^\n]*(?:DETAIL|HINT|CONTEXT): .*$/gm, '');
    const named = rest.filter(({ name }) => log.includes(`parameter "${name}"`));
    if (named.length === 0) {
      const half = Math.ceil(rest.length / 2);
      for (const part of [rest.slice(0, half), rest.slice(half)]) {
        for (const found of refusedOf(major, data, part)) refused.add(found);
      }
      return refused;
    }
    for (const found of named) refused.add(found);
    rest = rest.filter((it) => !refused.has(it));
  }
  return refused;
}
