import type { TextRow } from '../../connect/session.ts';
import { sqlLiteral } from '../quote-sql.ts';

/** Whether a standby of that name streams. */
export function streamQuestion(applicationName: string): string {
  return `SELECT state FROM pg_catalog.pg_stat_replication WHERE application_name = ${sqlLiteral(applicationName)}`;
}

/** The answer to `streamQuestion`: the state, undefined if nobody has that name. */
export function readStreamAnswer([rows]: readonly (readonly TextRow[])[]): string | undefined {
  return rows?.[0]?.['state'] ?? undefined;
}
