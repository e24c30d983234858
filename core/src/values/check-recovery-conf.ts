import type { Major, Parameter } from '../catalog/parameter.ts';
import { checkSlotName } from '../syntax/slot-names.ts';
import { parseBool } from '../syntax/value.ts';
import { checkNumeric } from './check-numeric.ts';
import { checkTargetLsn, checkTargetName, checkTargetXid } from './check-recovery.ts';
import { isTimestamp } from './date-time.ts';
import type { ValueProblem } from './value-problem.ts';
import { brief, problem } from './value-problem.ts';

const actions = ['pause', 'promote', 'shutdown'];

/** What 10 and 11 refuse in a line of recovery.conf (`xlog.c:readRecoveryCommandFile`): words are compared with their case. */
export function checkRecoveryConf(parameter: Parameter, value: string, major: Major): ValueProblem | undefined {
  switch (parameter.name) {
    case 'standby_mode':
    case 'recovery_target_inclusive':
      return parseBool(value) === undefined ? problem('notBoolean', { value: brief(value) }) : undefined;
    case 'recovery_target_action':
      return actions.includes(value)
        ? undefined
        : problem('notInEnum', { value: brief(value), words: actions.join(', ') });
    case 'recovery_target':
      return value === 'immediate' ? undefined : problem('badTarget', { value: brief(value) });
    case 'recovery_target_name':
      return checkTargetName(value);
    case 'recovery_target_lsn':
      return value === '' ? problem('badLsn', { value: '' }) : checkTargetLsn(value);
    case 'recovery_target_xid':
      return checkTargetXid(value, major);
    case 'recovery_target_timeline':
      return value === 'latest' || !checkTargetXid(value, major)
        ? undefined
        : problem('badTimeline', { value: brief(value) });
    case 'recovery_target_time':
      return isTimestamp(value, major) ? undefined : problem('badTime', { value: brief(value) });
    case 'primary_slot_name':
      return checkSlotName(value, major) && problem('badSlotName', { value: brief(value) });
    case 'recovery_min_apply_delay':
      return checkNumeric(parameter, value, major);
    default:
      return undefined;
  }
}
