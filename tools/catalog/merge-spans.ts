import { isDeepStrictEqual } from 'node:util';
import { type Major, majors, type Parameter, type ParameterSpan } from '../../core/src/catalog/parameter.ts';
import type { Snapshots } from './read-parameters.ts';

/** One parameter across majors: what is written as one line of the data file. */
export interface ParameterHistory {
  readonly name: string;
  readonly spans: readonly ParameterSpan[];
}

function spansOf(found: ReadonlyMap<Major, Parameter>): readonly ParameterSpan[] {
  const spans: ParameterSpan[] = [];
  for (const major of majors) {
    const parameter = found.get(major);
    if (!parameter) continue;
    const { name: _, ...facts } = parameter;
    const previous = spans.at(-1);
    if (previous) {
      const { first, last, ...before } = previous;
      if (last === major - 1 && isDeepStrictEqual(before, facts)) {
        spans[spans.length - 1] = { first, last: major, ...facts };
        continue;
      }
    }
    spans.push({ first: major, last: major, ...facts });
  }
  return spans;
}

/** Folds what was read of each major into spans of majors with equal facts, sorted by lower-case name. */
export function mergeSpans(snapshots: Snapshots): readonly ParameterHistory[] {
  const byName = new Map<string, { name: string; found: Map<Major, Parameter> }>();
  for (const [major, parameters] of [...snapshots].sort(([a], [b]) => a - b)) {
    for (const parameter of parameters) {
      const key = parameter.name.toLowerCase();
      const entry = byName.get(key) ?? { name: parameter.name, found: new Map() };
      entry.name = parameter.name;
      entry.found.set(major, parameter);
      byName.set(key, entry);
    }
  }
  return [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { name, found }]) => ({ name, spans: spansOf(found) }));
}

/** A JSON array with one entry a line: small, and readable in review. */
export function linesOfJson(entries: readonly unknown[]): string {
  return `[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`;
}
