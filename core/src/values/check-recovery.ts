import type { Major } from '../catalog/parameter.ts';
import { parseLsn } from '../syntax/lsn.ts';
import { byteLength, checkSlotName } from '../syntax/slot-names.ts';
import { isRecoveryTime } from './date-time.ts';
import { brief, problem, type ValueProblem } from './value-problem.ts';

/** The bytes of a restore point's name and its terminator (`MAXFNAMELEN`). */
const nameLimit = 64;
const sixtyFourBits = 2n ** 64n;
const unsigned = /^[ \t\n\v\f\r]*([-+]?)(?:0[xX]([0-9a-fA-F]+)|(0[bB][01]+)|(0[0-7]*)|([1-9][0-9]*))/;

/** As `strtoull(text, …, 0)`; `whole`: nothing follows; `overflow`: it has more than 64 bits. No number is 0. */
function readUnsigned(text: string): { value: bigint; whole: boolean; overflow: boolean } {
  const found = unsigned.exec(text);
  if (!found) return { value: 0n, whole: text === '', overflow: false };
  const [all, sign, hexadecimal, binary, octal, decimal] = found;
  const digits = decimal ?? binary ?? (hexadecimal === undefined ? `0o${octal?.slice(1) || '0'}` : `0x${hexadecimal}`);
  const size = BigInt(digits);
  const value = sign === '-' ? BigInt.asUintN(64, -size) : size;
  return { value, whole: all.length === text.length, overflow: size >= sixtyFourBits };
}

/** `check_recovery_target`: nothing, or `immediate` in lower case. */
export function checkTarget(value: string): ValueProblem | undefined {
  return value === '' || value === 'immediate' ? undefined : problem('badTarget', { value: brief(value) });
}

/** `check_recovery_target_lsn` */
export function checkTargetLsn(value: string): ValueProblem | undefined {
  return value === '' || parseLsn(value) !== undefined ? undefined : problem('badLsn', { value: brief(value) });
}

/** `check_recovery_target_name`: fewer than 64 bytes. */
export function checkTargetName(value: string): ValueProblem | undefined {
  return byteLength(value) < nameLimit ? undefined : problem('nameTooLong', { limit: nameLimit - 1 });
}

/** `check_recovery_target_time` */
export function checkTargetTime(value: string, major: Major): ValueProblem | undefined {
  return value === '' || isRecoveryTime(value, major) ? undefined : problem('badTime', { value: brief(value) });
}

/** `check_recovery_target_timeline`: up to 18 whatever is no number is 0; from 19 on it must be a timeline. */
export function checkTargetTimeline(value: string, major: Major): ValueProblem | undefined {
  if (value === 'current' || value === 'latest') return undefined;
  const read = readUnsigned(value);
  const wrong = major >= 19 ? !read.whole || read.value < 1n || read.value >= 2n ** 32n : false;
  return read.overflow || wrong ? problem('badTimeline', { value: brief(value) }) : undefined;
}

/** `check_recovery_target_xid`: as the timeline; without its epoch a transaction has a number of 3 or more. */
export function checkTargetXid(value: string, major: Major): ValueProblem | undefined {
  if (value === '') return undefined;
  const read = readUnsigned(value);
  const wrong = major >= 19 && (!read.whole || /^\s*-/.test(value) || BigInt.asUintN(32, read.value) < 3n);
  return read.overflow || wrong ? problem('badXid', { value: brief(value) }) : undefined;
}

/** `check_primary_slot_name`: empty is no slot from 12 on. */
export function checkPrimarySlot(value: string, major: Major): ValueProblem | undefined {
  const wrong = value === '' ? undefined : checkSlotName(value, major);
  return wrong && problem('badSlotName', { value: brief(value) });
}
