import type { Major, Parameter } from '../catalog/parameter.ts';
import { rememberLast } from '../catalog/remember-last.ts';
import { parseBool, parseEnum } from '../syntax/value.ts';
import { checkBoolean } from './check-hooks.ts';
import { checkNumeric } from './check-numeric.ts';
import { checkRecoveryConf } from './check-recovery-conf.ts';
import { checkString } from './check-string.ts';
import { dependsOnMachine } from './machine-values.ts';
import { brief, problem, type ValueProblem } from './value-problem.ts';

function checkEnum(parameter: Parameter, text: string): ValueProblem | undefined {
  if (parseEnum(text, parameter) !== undefined) return undefined;
  return problem('notInEnum', { value: brief(text), words: brief((parameter.values ?? []).join(', '), 54) });
}

function check(parameter: Parameter, value: string, major: Major): ValueProblem | undefined {
  if (parameter.context === 'internal') return problem('neverSettable', {});
  if (parameter.context === 'recovery') return checkRecoveryConf(parameter, value, major);
  switch (parameter.type) {
    case 'bool': {
      const truth = parseBool(value);
      return truth === undefined
        ? problem('notBoolean', { value: brief(value) })
        : checkBoolean(parameter.name, truth, major);
    }
    case 'enum':
      return dependsOnMachine(parameter.name, value) ? undefined : checkEnum(parameter, value);
    case 'string':
      return checkString(parameter.name, value, major);
    default:
      return checkNumeric(parameter, value, major);
  }
}

/**
 * Whether the server of a major takes a value of a parameter when it starts, and why not: type, unit, range, words and the
 * parameter's own check hook. Undefined: it does, or it depends on the machine or the build. `parameter` is that of the
 * major's catalogue.
 */
export const checkValue = rememberLast(check);
