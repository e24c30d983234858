import * as z from 'zod/mini';
import { defineQuery } from '../query.ts';
import { bigint, boolean, instant, optional, text } from '../text-values.ts';
import { milliseconds } from './sql.ts';

/** pg_stat_archiver. With `archive_mode = on` a standby archives nothing. */
export const archiver = defineQuery({
  name: 'Archiver',
  needs: ['pg_catalog.pg_stat_archiver'],
  text: () => `SELECT current_setting('archive_mode') = 'always'
    OR (current_setting('archive_mode') = 'on' AND NOT pg_is_in_recovery()) AS enabled,
  archived_count AS archived, last_archived_wal AS "lastArchived",
  ${milliseconds('last_archived_time')} AS "lastArchivedAt",
  failed_count AS failed, last_failed_wal AS "lastFailed", ${milliseconds('last_failed_time')} AS "lastFailedAt"
FROM pg_catalog.pg_stat_archiver`,
  row: z.object({
    enabled: boolean,
    archived: bigint,
    lastArchived: optional(text),
    lastArchivedAt: optional(instant),
    failed: bigint,
    lastFailed: optional(text),
    lastFailedAt: optional(instant),
  }),
});
