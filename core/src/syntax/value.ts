import type { Major, Parameter } from '../catalog/parameter.ts';
import { readInteger, readReal, roundHalfEven } from './c-number.ts';
import { type Unit, unitsOf } from './units.ts';

/** A value as the server reads it, or why it does not. Numbers are in the parameter's base unit. */
export type NumberReading =
  | { readonly ok: true; readonly value: number }
  | {
      readonly ok: false;
      readonly code: 'notNumber' | 'unknownUnit' | 'unitNotAllowed' | 'tooLarge';
      readonly unit?: string;
    };

const largest = 2 ** 31 - 1;
const smallest = -(2 ** 31);
/** The server copies at most so many characters of a unit (`MAX_UNIT_LEN`). */
const longestUnit = 3;

/** As `parse_bool`: any unambiguous prefix of true, false, yes, no; on, off, of; 1, 0. Undefined: none of these. */
export function parseBool(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  if (lower === '') return undefined;
  if ('true'.startsWith(lower) || 'yes'.startsWith(lower) || lower === 'on' || lower === '1') return true;
  if ('false'.startsWith(lower) || 'no'.startsWith(lower) || lower === 'of' || lower === 'off' || lower === '0')
    return false;
  return undefined;
}

type UnitReading =
  | { readonly unit: Unit | undefined }
  | { readonly code: 'unknownUnit' | 'unitNotAllowed'; readonly name: string };

/** What stands behind a number: nothing, or blanks and one unit of the parameter. */
function readUnit(rest: string, base: string | undefined, units: readonly Unit[]): UnitReading {
  const behind = rest.replace(/^[ \t\n\v\f\r]+/, '');
  if (behind === '') return { unit: undefined };
  const name = behind.replace(/[ \t\n\v\f\r]+$/, '');
  if (base === undefined) return { code: 'unitNotAllowed', name };
  const unit = name.length > longestUnit ? undefined : units.find((it) => it.name === name);
  return unit ? { unit } : { code: 'unknownUnit', name };
}

/** A fraction of a unit becomes a whole number of the next smaller one (`convert_to_base_unit`). */
function convert(value: number, unit: Unit, units: readonly Unit[]): number {
  const smaller = units[units.indexOf(unit) + 1];
  const amount = value * unit.factor;
  return smaller ? roundHalfEven(amount / smaller.factor) * smaller.factor : amount;
}

const notNumber = { ok: false, code: 'notNumber' } as const;
const tooLarge = { ok: false, code: 'tooLarge' } as const;

function fitsInteger(value: number): boolean {
  return value <= largest && value >= smallest;
}

/** Up to 11: whole numbers only, and a unit smaller than the base one divides without a rest. */
function parseWholeNumber(text: string, parameter: Parameter, major: Major): NumberReading {
  const read = readInteger(text);
  if (!read) return notNumber;
  if (read.overflow || !fitsInteger(read.value)) return tooLarge;
  const found = readUnit(read.rest, parameter.unit, unitsOf(parameter.unit, major));
  if ('code' in found) return { ok: false, code: found.code, unit: found.name };
  const factor = found.unit?.factor ?? 1;
  // As the server divides: by a whole number, without the error of a fraction.
  const value = factor < 1 ? Math.trunc(read.value / Math.round(1 / factor)) : read.value * factor;
  return fitsInteger(value) ? { ok: true, value } : tooLarge;
}

/** As `parse_int` of the major reads a value; the parameter's range is not looked at. */
export function parseInteger(text: string, parameter: Parameter, major: Major): NumberReading {
  if (major <= 11) return parseWholeNumber(text, parameter, major);
  const whole = readInteger(text);
  // Without digits `strtol` stays where it was, in front of the blanks: `.5` is read on as a fraction, ` .5` is not.
  const next = whole ? whole.rest : text;
  const isReal = whole?.overflow || /^[.eE]/.test(next);
  const read = isReal ? readReal(text) : whole;
  if (!read || read.overflow || Number.isNaN(read.value)) return notNumber;
  return toBaseUnit(read, parameter, major, (value) => {
    const rounded = roundHalfEven(value);
    return fitsInteger(rounded) ? { ok: true, value: rounded } : tooLarge;
  });
}

function toBaseUnit(
  read: { readonly value: number; readonly rest: string },
  parameter: Parameter,
  major: Major,
  finish: (value: number) => NumberReading,
): NumberReading {
  const units = unitsOf(parameter.unit, major);
  const found = readUnit(read.rest, parameter.unit, units);
  if ('code' in found) return { ok: false, code: found.code, unit: found.name };
  return finish(found.unit ? convert(read.value, found.unit, units) : read.value);
}

/** As `parse_real` of the major reads a value: units from 12 on; the parameter's range is not looked at. */
export function parseReal(text: string, parameter: Parameter, major: Major): NumberReading {
  const read = readReal(text);
  if (!read || read.overflow || Number.isNaN(read.value)) return notNumber;
  const { unit: _, ...withoutUnit } = parameter;
  return toBaseUnit(read, major >= 12 ? parameter : withoutUnit, major, (value) => ({ ok: true, value }));
}

/** The number a value stands for, in the parameter's base unit; undefined if it is none. */
export function parseNumber(text: string, parameter: Parameter, major: Major): number | undefined {
  const read = (parameter.type === 'real' ? parseReal : parseInteger)(text, parameter, major);
  return read.ok ? read.value : undefined;
}

/** Whether an enum takes the word, hidden spellings included; without regard to ASCII case. */
export function parseEnum(text: string, parameter: Parameter): string | undefined {
  const lower = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return [...(parameter.values ?? []), ...(parameter.hidden ?? [])].find((word) => word.toLowerCase() === lower);
}

/** Old spellings that stand for a visible word. */
const synonyms: Readonly<Record<string, string>> = {
  archive: 'replica',
  hot_standby: 'replica',
  true: 'on',
  yes: 'on',
  '1': 'on',
  false: 'off',
  no: 'off',
  '0': 'off',
};

/** The visible word an enum's or a boolean's value stands for; undefined if the parameter does not take it. */
export function wordOf(text: string, parameter: Parameter): string | undefined {
  if (parameter.type === 'bool') {
    const truth = parseBool(text);
    return truth === undefined ? undefined : truth ? 'on' : 'off';
  }
  const word = parseEnum(text, parameter)?.toLowerCase();
  if (word === undefined || parameter.values?.includes(word)) return word;
  return synonyms[word] ?? word;
}
