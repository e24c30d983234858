import type { Major, Parameter } from '../catalog/parameter.ts';
import { parseBool } from '../syntax/value.ts';
import { checkNumeric } from './check-numeric.ts';
import { checkPrimarySlot, checkTarget } from './check-recovery.ts';
import { brief, problem, type ValueProblem } from './value-problem.ts';

/** What 10 and 11 refuse in a line of recovery.conf (`xlog.c:readRecoveryCommandFile`): words are compared with their case. */
export function checkRecoveryConf(parameter: Parameter, value: string, major: Major): ValueProblem | undefined {
  switch (parameter.name) {
    case 'standby_mode':
    case 'recovery_target_inclusive':
      return parseBool(value) === undefined ? problem('notBoolean', { value: brief(value) }) : undefined;
    case 'recovery_target_action': {
      const words = (parameter.values ?? []).join(', ');
      return checkTarget(parameter.name, value, major) && problem('notInEnum', { value: brief(value), words });
    }
    case 'primary_slot_name':
      return checkPrimarySlot(value, major);
    case 'recovery_min_apply_delay':
      return checkNumeric(parameter, value, major);
    default:
      return checkTarget(parameter.name, value, major);
  }
}
