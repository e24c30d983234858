import type { Major } from '../catalog/parameter.ts';
import { checkRecoveryTarget } from '../syntax/recovery-target.ts';
import { checkSlotName } from '../syntax/slot-names.ts';
import { brief, isTargetCode, problem, type ValueProblem } from './value-problem.ts';

/** The value of a `recovery_target…`, in a file of either kind. */
export function checkTarget(name: string, value: string, major: Major): ValueProblem | undefined {
  const found = checkRecoveryTarget(name, value, major);
  if (!found || !isTargetCode(found.code)) return undefined;
  return { code: found.code, holes: { value: brief(value) } };
}

/** `check_primary_slot_name`: empty is no slot from 12 on. */
export function checkPrimarySlot(value: string, major: Major): ValueProblem | undefined {
  const wrong = value === '' && major >= 12 ? undefined : checkSlotName(value, major);
  return wrong && problem('badSlotName', { value: brief(value) });
}
