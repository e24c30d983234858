import * as z from 'zod/mini';
import { defineQuery } from '../query.ts';
import { boolean, integer, optional, text } from '../text-values.ts';

/** pg_settings, if they may have changed. What this session set for itself is told as it would be without; its encoding is that of `pg`. */
export const settings = defineQuery({
  name: 'Settings',
  needs: ['pg_catalog.pg_settings'],
  text: ({
    stale,
  }) => `SELECT name, CASE WHEN source = 'session' THEN reset_val ELSE current_setting(name) END AS value,
  context, CASE WHEN source <> 'session' THEN source WHEN name = 'client_encoding' THEN 'client' WHEN reset_val = boot_val THEN 'default' ELSE 'configuration file' END AS source,
  sourcefile AS file, sourceline AS line, pending_restart AS "pendingRestart"
FROM pg_catalog.pg_settings WHERE ${stale} ORDER BY name`,
  row: z.object({
    name: text,
    value: text,
    context: text,
    source: text,
    file: optional(text),
    line: optional(integer),
    pendingRestart: boolean,
  }),
});
