import type { Major } from '../catalog/parameter.ts';
import { parseLsn } from './lsn.ts';
import { byteLength, maxNameBytes } from './slot-names.ts';
import { timestampKind } from './timestamp.ts';

/** Why the server refuses a recovery target; the codes are ids of messages about values. */
export interface RecoveryTargetProblem {
  readonly code: string;
  readonly holes: Readonly<Record<string, string | number>>;
}

interface WholeNumber {
  readonly value: bigint;
  readonly rest: string;
}

/** Reads as C's `strtoul` with base 0: what stands behind the digits is left; a value without digits is 0. */
function strtoul(text: string): WholeNumber {
  const found = /^[ \t\n\v\f\r]*([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)/.exec(text);
  const [all = '', sign, digits = '0'] = found ?? [];
  const literal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  const value = BigInt(literal);
  return { value: sign === '-' ? -value : value, rest: text.slice(all.length) };
}

const most64 = 2n ** 64n - 1n;

function overflows({ value }: WholeNumber): boolean {
  return value > most64 || value < -most64;
}

/** Up to 18 only a number beyond 64 bits is refused; anything else that is no number silently counts as 0. */
function checkXid(value: string, major: Major): string | undefined {
  const number = strtoul(value);
  if (overflows(number)) return 'targetNumber';
  if (major <= 18 || value === '') return undefined;
  if (number.rest !== '' || number.value < 0n) return 'targetNumber';
  return BigInt.asUintN(32, number.value) < 3n ? 'targetXidLow' : undefined;
}

function checkTimeline(value: string, major: Major): string | undefined {
  if (value === 'latest' || (value === 'current' && major >= 12)) return undefined;
  const number = strtoul(value);
  if (overflows(number)) return 'targetNumber';
  if (major <= 18) return undefined;
  if (number.rest !== '') return 'targetNumber';
  return number.value < 1n || number.value > 2n ** 32n - 1n ? 'targetTimelineRange' : undefined;
}

const moments = ['now', 'today', 'tomorrow', 'yesterday'];

/** From 12 on an absolute date is wanted; 11 refuses the same words as they are spelt here, 10 none. */
function checkTime(value: string, major: Major): string | undefined {
  if (major >= 12 && value === '') return undefined;
  const kind = timestampKind(value, major);
  if (kind === undefined) return 'targetTime';
  if (major >= 11 && moments.includes(value)) return 'targetTimeRelative';
  if (major >= 12) return kind === 'special' ? 'targetTimeRelative' : undefined;
  return major === 11 && ['epoch', 'infinity', '-infinity'].includes(value) ? 'targetTimeRelative' : undefined;
}

function codeOf(name: string, value: string, major: Major): string | undefined {
  const isEmpty = value === '' && major >= 12;
  switch (name) {
    case 'recovery_target':
      return value === 'immediate' || isEmpty ? undefined : 'targetImmediate';
    case 'recovery_target_name':
      return byteLength(value) > maxNameBytes ? 'targetNameLong' : undefined;
    case 'recovery_target_time':
      return checkTime(value, major);
    case 'recovery_target_xid':
      return checkXid(value, major);
    case 'recovery_target_lsn':
      return isEmpty || parseLsn(value) !== undefined ? undefined : 'targetLsn';
    case 'recovery_target_timeline':
      return checkTimeline(value, major);
    case 'recovery_target_action':
      return major >= 12 || ['pause', 'promote', 'shutdown'].includes(value) ? undefined : 'targetAction';
    default:
      return undefined;
  }
}

/**
 * Why a server of that major refuses the value of a `recovery_target…` parameter when it reads it (the check hooks in
 * xlogrecovery.c; up to 11 `readRecoveryCommandFile`). Undefined for a good value and for any other parameter. What is
 * good here may still stop a recovery: see the rules about targets.
 */
export function checkRecoveryTarget(name: string, value: string, major: Major): RecoveryTargetProblem | undefined {
  const code = codeOf(name, value, major);
  return code === undefined ? undefined : { code, holes: { name, value: value.slice(0, 40) } };
}

/** The number the server takes from the start of a text, 0 where there is none (C's `strtoul` with base 0). */
export function numberBefore(text: string): bigint {
  return strtoul(text).value;
}
