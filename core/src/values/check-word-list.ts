import type { Major } from '../catalog/parameter.ts';
import { splitIdentifiers } from './lists.ts';
import { brief, problem, type ValueProblem } from './value-problem.ts';

const badList = problem('badList', {});

function lower(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** A check that wants each item of a list, without regard to case, to be one of these words. */
function wordsOf(words: readonly string[], silent: readonly string[] = []) {
  return (value: string, major: Major): ValueProblem | undefined => {
    const items = splitIdentifiers(value, major);
    if (!items) return badList;
    const wrong = items.find((item) => !words.includes(lower(item)) && !silent.includes(lower(item)));
    return wrong === undefined
      ? undefined
      : problem('badWord', { value: brief(wrong, 14), words: brief(words.join(', '), 36) });
  };
}

/** `check_createrole_self_grant` */
export const checkSelfGrant = wordsOf(['set', 'inherit']);

/** `check_debug_io_direct` */
export const checkIoDirect = wordsOf(['data', 'wal', 'wal_init']);

/** `check_restrict_nonsystem_relation_kind` */
export const checkRelationKind = wordsOf(['view', 'foreign-table']);

/** `eventlog` exists on Windows only, so it is never held to be wrong. */
const oldDestinations = wordsOf(['stderr', 'csvlog', 'syslog'], ['eventlog']);
const destinations = wordsOf(['stderr', 'csvlog', 'jsonlog', 'syslog'], ['eventlog']);

/** `check_log_destination`; `jsonlog` came with 15. */
export function checkLogDestination(value: string, major: Major): ValueProblem | undefined {
  return (major >= 15 ? destinations : oldDestinations)(value, major);
}

/** The resource managers whose records can be masked (`check_wal_consistency_checking`); extensions may add more from 15 on. */
export const checkConsistencyChecking = wordsOf([
  'all',
  'heap2',
  'heap',
  'btree',
  'hash',
  'gin',
  'gist',
  'sequence',
  'spgist',
  'brin',
  'generic',
]);

/** A list of names that are not looked up before a session needs them. */
export function checkList(value: string, major: Major): ValueProblem | undefined {
  return splitIdentifiers(value, major) ? undefined : badList;
}

const connectionWords = ['receipt', 'authentication', 'authorization', 'setup_durations', 'all'];
const connectionSwitches = ['on', 'off', 'true', 'false', 'yes', 'no', '1', '0'];

/** `validate_log_connections_options` (18 on): one switch alone, or aspects of a connection. */
export function checkLogConnections(value: string, major: Major): ValueProblem | undefined {
  const items = splitIdentifiers(value, major)?.map(lower);
  if (!items) return badList;
  const alone = items.find((item) => connectionSwitches.includes(item));
  if (alone !== undefined) return items.length > 1 ? problem('wordAlone', { value: alone }) : undefined;
  const wrong = items.find((item) => !connectionWords.includes(item));
  const words = connectionWords.join(', ');
  return wrong === undefined
    ? undefined
    : problem('badWord', { value: brief(wrong, 14), words: brief(`on, off, ${words}`, 44) });
}

type DateFact = readonly ['style' | 'order', string];

/** What a word of `DateStyle` says; undefined if it says nothing. */
function dateFact(word: string): DateFact | undefined {
  const upper = word.toUpperCase();
  if (upper === 'ISO' || upper === 'SQL' || upper === 'GERMAN') return ['style', upper];
  if (upper.startsWith('POSTGRES')) return ['style', 'POSTGRES'];
  if (upper === 'YMD') return ['order', 'YMD'];
  if (upper === 'DMY' || upper.startsWith('EURO')) return ['order', 'DMY'];
  if (upper === 'MDY' || upper === 'US' || upper.startsWith('NONEURO')) return ['order', 'MDY'];
  return undefined;
}

/** `check_datestyle`: at most one style and one order of the fields. */
export function checkDateStyle(value: string, major: Major): ValueProblem | undefined {
  const items = splitIdentifiers(value, major);
  if (!items) return badList;
  const seen = new Map<string, string>();
  for (const item of items) {
    if (lower(item) === 'default') continue;
    const fact = dateFact(item);
    if (!fact) return problem('badWord', { value: brief(item), words: 'ISO, SQL, Postgres, German, YMD, DMY, MDY' });
    if ((seen.get(fact[0]) ?? fact[1]) !== fact[1]) return problem('conflictingWords', { value: brief(item) });
    seen.set(fact[0], fact[1]);
  }
  return undefined;
}
