import type { TextRow } from '../../connect/session.ts';
import { sqlLiteral } from '../quote-sql.ts';

/**
 * What the WAL sender of a slot does. Roles without pg_monitor see that the slot is in use, but no state: taken for streaming.
 */
export function streamQuestion(slot: string): string {
  return `SELECT coalesce(sender.state, 'streaming') AS state FROM pg_catalog.pg_replication_slots AS slot
LEFT JOIN pg_catalog.pg_stat_replication AS sender ON sender.pid = slot.active_pid
WHERE slot.slot_name = ${sqlLiteral(slot)} AND slot.active`;
}

/** The answer to `streamQuestion`: the state, undefined if nobody uses the slot. */
export function readStreamAnswer([rows]: readonly (readonly TextRow[])[]): string | undefined {
  return rows?.[0]?.['state'] ?? undefined;
}

/** Whether somebody streams under a name already. */
export function nameQuestion(applicationName: string): string {
  return `SELECT 1 FROM pg_catalog.pg_stat_replication WHERE application_name = ${sqlLiteral(applicationName)} LIMIT 1`;
}
