import { abbreviationSets, encodingName } from '../catalog/names.ts';
import type { Major } from '../catalog/parameter.ts';
import { parseSynchronizedStandbySlots } from '../syntax/synchronized-standby-slots.ts';
import { parseSynchronousStandbyNames } from '../syntax/synchronous-standby-names.ts';
import { checkLogLevels } from './check-log-levels.ts';
import { checkPrimarySlot, checkTarget } from './check-recovery.ts';
import {
  checkConsistencyChecking,
  checkDateStyle,
  checkIoDirect,
  checkList,
  checkLogConnections,
  checkLogDestination,
  checkRelationKind,
  checkSelfGrant,
} from './check-word-list.ts';
import { isTimeZone, isTimeZoneSetting } from './time-zone.ts';
import { brief, problem, type ValueProblem } from './value-problem.ts';

type StringCheck = (value: string, major: Major) => ValueProblem | undefined;

const isolationLevels = ['serializable', 'repeatable read', 'read committed', 'read uncommitted', 'default'];

function refuseUnless(isFine: (value: string, major: Major) => boolean, refusal: (value: string) => ValueProblem) {
  return (value: string, major: Major) => (isFine(value, major) ? undefined : refusal(brief(value)));
}

const notEmpty = refuseUnless(
  (value) => value !== '',
  () => problem('empty', {}),
);

/**
 * The check hooks of parameters of type string. Parameters that are not listed take any text when the server starts, for
 * what they name is looked up later or never.
 */
const checks: Readonly<Record<string, StringCheck>> = {
  backtrace_functions: refuseUnless(
    (value) => /^[0-9A-Za-z_, \n\t]*$/.test(value),
    () => problem('badFunctions', {}),
  ),
  client_encoding: refuseUnless(
    (value, major) => encodingName(value, major) !== undefined,
    (value) => problem('badEncoding', { value }),
  ),
  createrole_self_grant: checkSelfGrant,
  DateStyle: checkDateStyle,
  debug_io_direct: checkIoDirect,
  default_table_access_method: notEmpty,
  lc_messages: notEmpty,
  log_connections: checkLogConnections,
  log_destination: checkLogDestination,
  log_min_messages: checkLogLevels,
  log_timezone: refuseUnless(isTimeZone, (value) => problem('badTimeZone', { value })),
  primary_slot_name: checkPrimarySlot,
  restrict_nonsystem_relation_kind: checkRelationKind,
  role: refuseUnless(
    (value) => value === 'none',
    (value) => problem('onlyNone', { value }),
  ),
  search_path: checkList,
  session_authorization: () => problem('neverSettable', {}),
  synchronized_standby_slots(value, major) {
    const [wrong] = parseSynchronizedStandbySlots(value, major).problems;
    if (wrong?.code === 'slotListSyntax') return problem('badList', {});
    return wrong && problem('badSlotName', { value: brief(value.slice(wrong.range.start, wrong.range.end)) });
  },
  synchronous_standby_names(value) {
    const parsed = parseSynchronousStandbyNames(value);
    if (!('code' in parsed)) return undefined;
    return parsed.code === 'standbyNamesCount'
      ? problem('badStandbyCount', { value: String(parsed.holes['count']) })
      : problem('badStandbyNames', {});
  },
  temp_tablespaces: checkList,
  TimeZone: refuseUnless(isTimeZoneSetting, (value) => problem('badTimeZone', { value })),
  timezone_abbreviations: refuseUnless(
    (value) => abbreviationSets.includes(value),
    (value) => problem('badAbbreviations', { value }),
  ),
  transaction_isolation: refuseUnless(
    (value) => isolationLevels.includes(value),
    (value) => problem('notInEnum', { value, words: isolationLevels.slice(0, 4).join(', ') }),
  ),
  wal_consistency_checking: checkConsistencyChecking,
};

/** What the check hook of a parameter of type string says; undefined: it takes the value, or it has none. */
export function checkString(name: string, value: string, major: Major): ValueProblem | undefined {
  if (name.startsWith('recovery_target')) return checkTarget(name, value, major);
  return Object.hasOwn(checks, name) ? checks[name]?.(value, major) : undefined;
}
