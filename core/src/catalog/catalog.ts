import data from './data/parameters.json' with { type: 'json' };
import { nearestName } from './nearest-name.ts';
import type { Major, Parameter, ParameterSpan } from './parameter.ts';

/** What one major knows about its parameters. */
export interface ParameterCatalog {
  readonly major: Major;
  /** Every parameter of the major, by name; those of recovery.conf included in 10 and 11. */
  readonly parameters: Iterable<Parameter>;
  /** Looks up as the server does: without case, old spellings it still maps included; not those of recovery.conf. */
  get(name: string): Parameter | undefined;
  /** A parameter of recovery.conf (10 and 11; case-sensitive). */
  recovery(name: string): Parameter | undefined;
  /** The most similar name, for "did you mean"; undefined if none is near. */
  nearest(name: string): string | undefined;
  /** All that is known of a name across majors, oldest first; [] for a name no major has. */
  history(name: string): readonly ParameterSpan[];
}

interface ParameterHistory {
  readonly name: string;
  readonly spans: readonly ParameterSpan[];
}

/** The shape is that of `tools/catalog/merge-spans.ts`, which writes the file. */
const histories = data as readonly ParameterHistory[];

/** Old spellings the server maps without a word (`guc.c:map_old_guc_names`), with the first major that does. */
const aliases: readonly { readonly old: string; readonly name: string; readonly first: Major }[] = [
  { old: 'sort_mem', name: 'work_mem', first: 10 },
  { old: 'vacuum_mem', name: 'maintenance_work_mem', first: 10 },
  { old: 'ssl_ecdh_curve', name: 'ssl_groups', first: 18 },
];

const upperCase = /[A-Z]/;

/** Lower case as the server makes it: ASCII letters only (`guc.c:guc_name_compare`). */
function foldName(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

let historyByName: ReadonlyMap<string, readonly ParameterSpan[]> | undefined;

function historyOf(name: string): readonly ParameterSpan[] {
  historyByName ??= new Map(histories.map((history) => [foldName(history.name), history.spans]));
  return historyByName.get(foldName(name)) ?? [];
}

function withName(name: string, { first: _, last: __, ...facts }: ParameterSpan): Parameter {
  return { name, ...facts };
}

class MajorCatalog implements ParameterCatalog {
  readonly major: Major;
  readonly parameters: readonly Parameter[];
  readonly #byName = new Map<string, Parameter>();
  readonly #recovery = new Map<string, Parameter>();
  readonly #nearest = new Map<string, string | undefined>();

  constructor(major: Major) {
    this.major = major;
    const parameters: Parameter[] = [];
    for (const { name, spans } of histories) {
      for (const span of spans) {
        if (major < span.first || span.last < major) continue;
        const parameter = withName(name, span);
        parameters.push(parameter);
        if (span.context === 'recovery') this.#recovery.set(name, parameter);
        else this.#byName.set(foldName(name), parameter);
      }
    }
    this.parameters = parameters;
    for (const { old, name, first } of aliases) {
      const parameter = this.#byName.get(name);
      if (parameter && first <= major) this.#byName.set(old, parameter);
    }
  }

  get(name: string): Parameter | undefined {
    const found = this.#byName.get(name);
    if (found || !upperCase.test(name)) return found;
    return this.#byName.get(foldName(name));
  }

  recovery(name: string): Parameter | undefined {
    return this.#recovery.get(name);
  }

  nearest(name: string): string | undefined {
    if (!this.#nearest.has(name)) {
      const names = this.parameters.filter(({ context }) => context !== 'recovery').map((parameter) => parameter.name);
      this.#nearest.set(name, nearestName(name, names));
    }
    return this.#nearest.get(name);
  }

  history(name: string): readonly ParameterSpan[] {
    return historyOf(name);
  }
}

const catalogs = new Map<Major, ParameterCatalog>();

/** The catalogue of a major, made once. */
export function catalogFor(major: Major): ParameterCatalog {
  const known = catalogs.get(major);
  if (known) return known;
  const catalog = new MajorCatalog(major);
  catalogs.set(major, catalog);
  return catalog;
}
