import data from './data/hba.json' with { type: 'json' };
import type { Major } from './parameter.ts';

/** An option that may follow the method of a record. */
interface HbaOption {
  readonly name: string;
  /** The only methods it goes with; undefined: any. */
  readonly methods: readonly string[] | undefined;
  /** The only record types it goes with; undefined: any. */
  readonly types: readonly string[] | undefined;
}

/** What one major knows of pg_hba.conf, methods that its build may lack included. */
export interface HbaFacts {
  readonly major: Major;
  readonly types: readonly string[];
  readonly methods: readonly string[];
  readonly options: readonly HbaOption[];
  /**
   * An option by name; 19 also knows `validator.` followed by ASCII letters, digits, `_` and `-`. Undefined: the server
   * refuses the name.
   */
  option(name: string): HbaOption | undefined;
  /** The options a method takes, in a record of that type if one is given. */
  optionsOf(method: string, type?: string): readonly HbaOption[];
}

interface Word {
  readonly first: number;
  readonly last: number;
  readonly kind: string;
  readonly name: string;
  readonly methods?: readonly string[];
  readonly types?: readonly string[];
}

/** The words of the shape that `tools/catalog/merge-spans.ts` writes. */
const words: readonly Word[] = data;

/** Options for a validator's own use: what follows the dot is only looked at by the module (`hba.c`). */
const validatorOptions = { names: /^validator\.[A-Za-z0-9_-]+$/, first: 19, methods: ['oauth'] };

function makeFacts(major: Major): HbaFacts {
  const known = words.filter(({ first, last }) => first <= major && major <= last);
  const namesOf = (wanted: string) => known.filter(({ kind }) => kind === wanted).map(({ name }) => name);
  const options = known
    .filter(({ kind }) => kind === 'option')
    .map(({ name, methods, types }) => ({ name, methods, types }));
  const byName = new Map<string, HbaOption>(options.map((option) => [option.name, option]));
  return {
    major,
    types: namesOf('type'),
    methods: namesOf('method'),
    options,
    option(name) {
      const isForValidator = major >= validatorOptions.first && validatorOptions.names.test(name);
      return isForValidator ? { name, methods: validatorOptions.methods, types: undefined } : byName.get(name);
    },
    optionsOf(method, type) {
      return options.filter(
        ({ methods, types }) =>
          (methods?.includes(method) ?? true) && (type === undefined || (types?.includes(type) ?? true)),
      );
    },
  };
}

const factsByMajor = new Map<Major, HbaFacts>();

/** What the major knows of pg_hba.conf, made once. */
export function hbaFacts(major: Major): HbaFacts {
  const known = factsByMajor.get(major);
  if (known) return known;
  const facts = makeFacts(major);
  factsByMajor.set(major, facts);
  return facts;
}

/** The majors that know a record type, a method or an option of this name; undefined if none does. */
export function hbaWordMajors(
  kind: 'type' | 'method' | 'option',
  name: string,
): { readonly first: number; readonly last: number } | undefined {
  const found = words.filter((word) => word.kind === kind && word.name === name);
  if (found.length === 0) return undefined;
  return { first: Math.min(...found.map(({ first }) => first)), last: Math.max(...found.map(({ last }) => last)) };
}
