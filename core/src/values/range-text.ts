import type { Major, Parameter } from '../catalog/parameter.ts';
import { unitsOf } from '../syntax/units.ts';

/** A number of base units in the largest unit that leaves it whole: `1048576` kB is `1GB`. */
export function amountText(value: number, parameter: Parameter, major: Major): string {
  if (parameter.unit === undefined || value === 0 || value === -1) return String(value);
  const whole = unitsOf(parameter.unit, major).find(({ factor }) => Number.isInteger(value / factor));
  if (whole) return `${value / whole.factor}${whole.name}`;
  return /^[0-9]/.test(parameter.unit) ? `${value} blocks of ${parameter.unit}` : `${value}${parameter.unit}`;
}

/** The range of a parameter for people: `8MB to 2047GB`; '' if it has none. */
export function rangeText(parameter: Parameter, major: Major): string {
  const { min, max } = parameter;
  if (min === undefined || max === undefined) return '';
  return `${amountText(min, parameter, major)} to ${amountText(max, parameter, major)}`;
}
