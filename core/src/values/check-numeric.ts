import type { Major, Parameter } from '../catalog/parameter.ts';
import { unitsOf } from '../syntax/units.ts';
import { type NumberReading, parseInteger, parseReal } from '../syntax/value.ts';
import { checkNumber } from './check-hooks.ts';
import { rangeText } from './range-text.ts';
import { brief, problem, type ValueProblem } from './value-problem.ts';

function numberProblem(read: NumberReading & { ok: false }, text: string, parameter: Parameter, major: Major) {
  const value = brief(text);
  // Before 12 the reader stops at the point or exponent and takes the rest for a unit.
  const isFraction = major <= 11 && parameter.type === 'integer' && /^[.eE]/.test(read.unit ?? '');
  switch (read.code) {
    case 'notNumber':
      if (parameter.type === 'real') return problem('notNumber', { value });
      return problem(major <= 11 && parseReal(text, parameter, 12).ok ? 'noFraction' : 'notInteger', { value });
    case 'unknownUnit': {
      if (isFraction) return problem('noFraction', { value });
      const units = unitsOf(parameter.unit, major).map(({ name }) => name);
      return problem('unknownUnit', { unit: brief(read.unit ?? '', 12), units: units.join(', ') });
    }
    case 'unitNotAllowed':
      return isFraction
        ? problem('noFraction', { value })
        : problem('unitNotAllowed', { unit: brief(read.unit ?? '', 12) });
    case 'tooLarge':
      return problem('tooLarge', { value });
  }
}

/** `pg_settings` prints the largest double with six digits. */
function limit(value: number): number {
  return Math.abs(value) >= 1.79769e308 ? Math.sign(value) * Number.MAX_VALUE : value;
}

/** Whether the server takes the text for a parameter of type integer or real: number, unit, range and check hook. */
export function checkNumeric(parameter: Parameter, text: string, major: Major): ValueProblem | undefined {
  const read = (parameter.type === 'real' ? parseReal : parseInteger)(text, parameter, major);
  if (!read.ok) return numberProblem(read, text, parameter, major);
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = parameter;
  if (read.value < limit(min) || read.value > limit(max)) {
    return problem('outOfRange', { value: brief(text), range: rangeText(parameter, major) });
  }
  return checkNumber(parameter.name, read.value);
}
