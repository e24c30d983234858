import type { TextRow } from '../../connect/session.ts';

/** What a connection test wants to know. */
export const trialQuestion =
  "SELECT pg_catalog.pg_is_in_recovery() AS standby, pg_catalog.pg_has_role('pg_monitor', 'USAGE') AS monitor";

/** The answer to `trialQuestion`. */
export function readTrial([rows]: readonly (readonly TextRow[])[]): {
  readonly standby: boolean;
  readonly monitor: boolean;
} {
  return { standby: rows?.[0]?.['standby'] === 't', monitor: rows?.[0]?.['monitor'] === 't' };
}
