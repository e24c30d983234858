import type { Major } from '../catalog/parameter.ts';
import { problem, type ValueProblem } from './value-problem.ts';

/** Buffers of the small caches come in groups (`slru.c:check_slru_buffers`, 17 on). */
const slruBuffers = [
  'commit_timestamp_buffers',
  'multixact_member_buffers',
  'multixact_offset_buffers',
  'notify_buffers',
  'serializable_buffers',
  'subtransaction_buffers',
  'transaction_buffers',
];
const slruBank = 16;
/** In kB (`globals.c:check_vacuum_buffer_usage_limit`). */
const leastVacuumBuffers = 128;

/** What the check hook of a numeric parameter says of a number within the range. */
export function checkNumber(name: string, value: number): ValueProblem | undefined {
  if (slruBuffers.includes(name) && value % slruBank !== 0) {
    return problem('notMultiple', { value, factor: slruBank });
  }
  if (name === 'vacuum_buffer_usage_limit' && value !== 0 && value < leastVacuumBuffers) {
    return problem('notZeroOrRange', { value: `${value}kB`, range: '128kB to 16GB' });
  }
  if (name === 'io_max_concurrency' && value === 0) {
    return problem('notZero', { range: '-1, or 1 to 1024' });
  }
  return undefined;
}

/** What the check hook of a parameter of type bool says of a truth value. */
export function checkBoolean(name: string, value: boolean, major: Major): ValueProblem | undefined {
  if (name === 'default_with_oids' && value && major >= 12) return problem('onlyOff', {});
  if (name === 'standard_conforming_strings' && !value && major >= 19) return problem('onlyOn', {});
  return undefined;
}
