import type { Major } from '../../../core/src/index.ts';

const always = ['max_connections', 'max_worker_processes', 'max_prepared_transactions', 'max_locks_per_transaction'];

/**
 * What a standby must not have lower than its primary, or it does not start, or its replay stops
 * (`CheckRequiredParameterValues`); the WAL senders from 12 on.
 */
export function notBelowPrimary(major: Major): readonly string[] {
  return major >= 12 ? [...always, 'max_wal_senders'] : always;
}
