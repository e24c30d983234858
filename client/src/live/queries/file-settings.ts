import * as z from 'zod/mini';
import { defineQuery } from '../query.ts';
import { integer, optional, text } from '../text-values.ts';

/** What a reload would not accept of the configuration files, as they are on the disk now. */
export const fileSettings = defineQuery({
  name: 'Errors in the configuration files',
  needs: ['pg_catalog.pg_file_settings', 'pg_catalog.pg_show_all_file_settings()'],
  text: ({ stale }) => `SELECT name, sourcefile AS file, sourceline AS line, error AS message
FROM pg_catalog.pg_file_settings WHERE error IS NOT NULL AND ${stale} ORDER BY seqno`,
  row: z.object({ name: optional(text), file: optional(text), line: optional(integer), message: text }),
});
