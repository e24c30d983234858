import * as z from 'zod/mini';
import { defineQuery } from '../query.ts';
import { counters, text } from '../text-values.ts';
import { countersOf } from './sql.ts';

/** pg_stat_database_conflicts, on a standby. */
export const recoveryConflicts = defineQuery({
  name: 'Recovery conflicts',
  needs: ['pg_catalog.pg_stat_database_conflicts'],
  text: () => `SELECT database, counts FROM (SELECT c.datname AS database, ${countersOf('c', 'confl_')} AS counts
  FROM pg_catalog.pg_stat_database_conflicts AS c WHERE (SELECT pg_is_in_recovery())) AS each
WHERE counts IS NOT NULL ORDER BY database`,
  row: z.object({ database: text, counts: counters }),
});
