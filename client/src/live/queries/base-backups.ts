import * as z from 'zod/mini';
import { defineQuery } from '../query.ts';
import { bigint, integer, optional, text } from '../text-values.ts';

/** pg_stat_progress_basebackup (13+); without pg_read_all_stats only the process. */
export const baseBackups = defineQuery({
  name: 'Base backups',
  needs: (major) => (major >= 13 ? ['pg_catalog.pg_stat_progress_basebackup'] : []),
  text: ({ major }) =>
    major < 13
      ? undefined
      : `SELECT pid, phase, backup_total AS total, backup_streamed AS streamed
FROM pg_catalog.pg_stat_progress_basebackup ORDER BY pid`,
  row: z.object({ pid: integer, phase: optional(text), total: optional(bigint), streamed: optional(bigint) }),
});
