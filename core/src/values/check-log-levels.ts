import type { Major } from '../catalog/parameter.ts';
import { splitIdentifiers } from './lists.ts';
import { brief, problem, type ValueProblem } from './value-problem.ts';

const levels = [
  'debug5',
  'debug4',
  'debug3',
  'debug2',
  'debug1',
  'debug',
  'info',
  'notice',
  'warning',
  'error',
  'log',
  'fatal',
  'panic',
];

/** The kinds of processes that have a level of their own (`proctypelist.h`). */
const logProcessTypes: readonly string[] = [
  'archiver',
  'autovacuum',
  'backend',
  'bgworker',
  'bgwriter',
  'checkpointer',
  'ioworker',
  'postmaster',
  'slotsyncworker',
  'startup',
  'syslogger',
  'walreceiver',
  'walsender',
  'walsummarizer',
  'walwriter',
];

function badWord(value: string): ValueProblem {
  return problem('badWord', { value: brief(value), words: 'a level such as warning, or process:level' });
}

/** `check_log_min_messages` (19): exactly one level for every process, and at most one for each kind of process. */
export function checkLogLevels(value: string, major: Major): ValueProblem | undefined {
  const items = splitIdentifiers(value, major);
  if (!items) return problem('badList', {});
  const seen = new Set<string>();
  for (const item of items) {
    const [first = '', ...rest] = item.split(':');
    const kind = rest.length > 0 ? first.toLowerCase() : '';
    const level = (rest.length > 0 ? rest.join(':') : first).toLowerCase();
    if (rest.length > 0 && !logProcessTypes.includes(kind)) return badWord(item);
    if (!levels.includes(level)) return badWord(item);
    if (seen.has(kind)) return problem('twice', { value: brief(kind === '' ? item : kind) });
    seen.add(kind);
  }
  return seen.has('') ? undefined : problem('needsDefaultLevel', {});
}
