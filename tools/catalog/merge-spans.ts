import { type Major, majors, type ParameterSpan } from '../../core/src/catalog/parameter.ts';
import type { MajorFacts } from './read-major.ts';

type Snapshots = ReadonlyMap<Major, MajorFacts>;

/** One parameter across majors: what is written as one line of the data file. */
export interface ParameterHistory {
  readonly name: string;
  readonly spans: readonly ParameterSpan[];
}

type Spanned<Facts> = Facts & { readonly first: Major; readonly last: Major };

/** Folds what majors say of one thing into spans of neighbours that say the same. */
function foldSpans<Facts extends object>(found: ReadonlyMap<Major, Facts>): readonly Spanned<Facts>[] {
  const spans: { first: Major; last: Major; text: string; facts: Facts }[] = [];
  for (const major of majors) {
    const facts = found.get(major);
    if (!facts) continue;
    const text = JSON.stringify(facts);
    const previous = spans.at(-1);
    if (previous?.last === major - 1 && previous.text === text) previous.last = major;
    else spans.push({ first: major, last: major, text, facts });
  }
  return spans.map(({ first, last, facts }) => ({ first, last, ...facts }));
}

function grouped<Facts>(
  snapshots: Snapshots,
  pick: (facts: MajorFacts) => readonly Facts[],
  keyOf: (facts: Facts) => string,
): readonly (readonly [string, ReadonlyMap<Major, Facts>])[] {
  const groups = new Map<string, Map<Major, Facts>>();
  for (const [major, facts] of snapshots) {
    for (const fact of pick(facts)) {
      const group = groups.get(keyOf(fact)) ?? new Map<Major, Facts>();
      groups.set(keyOf(fact), group.set(major, fact));
    }
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Every parameter with its spans of majors with equal facts, by lower-case name. */
export function mergeParameters(snapshots: Snapshots): readonly ParameterHistory[] {
  const groups = grouped(
    snapshots,
    ({ parameters }) => parameters,
    ({ name }) => name.toLowerCase(),
  );
  return groups.map(([key, found]) => {
    const facts = Array.from(found, ([major, { name: _, ...rest }]) => [major, rest] as const);
    return { name: [...found.values()].at(-1)?.name ?? key, spans: foldSpans(new Map(facts)) };
  });
}

/** Every word of HBA records with the majors that know it; a word with changed facts has several entries. */
export function mergeHba(snapshots: Snapshots): readonly Spanned<MajorFacts['hba'][number]>[] {
  const groups = grouped(
    snapshots,
    ({ hba }) => hba,
    ({ kind, name }) => `${kind} ${name}`,
  );
  return groups.flatMap(([, found]) => foldSpans(found));
}

/** Encodings by major; time zones and sets of abbreviations, which depend on the machine, for all majors together. */
export function mergeNames(snapshots: Snapshots): {
  readonly encodings: readonly object[];
  readonly timeZones: readonly string[];
  readonly abbreviations: readonly string[];
} {
  const groups = grouped(
    snapshots,
    ({ names }) => names,
    ({ kind, name }) => `${kind} ${name}`,
  );
  const entries = groups.flatMap(([, found]) => foldSpans(found));
  const namesOf = (wanted: string) => entries.filter(({ kind }) => kind === wanted).map(({ name }) => name);
  return {
    encodings: entries.filter(({ kind }) => kind === 'encoding').map(({ kind: _, ...encoding }) => encoding),
    timeZones: namesOf('timeZone'),
    abbreviations: namesOf('abbreviations'),
  };
}

function lines(entries: readonly unknown[]): string {
  return `[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]`;
}

/** The committed data files and what they should hold: one entry a line, small and readable in review. */
export function dataFiles(snapshots: Snapshots): ReadonlyMap<string, string> {
  const { encodings, timeZones, abbreviations } = mergeNames(snapshots);
  const names = `{\n"encodings": ${lines(encodings)},\n"timeZones": ${lines(timeZones)},\n"abbreviations": ${lines(abbreviations)}\n}`;
  return new Map([
    ['parameters.json', `${lines(mergeParameters(snapshots))}\n`],
    ['hba.json', `${lines(mergeHba(snapshots))}\n`],
    ['names.json', `${names}\n`],
  ]);
}
