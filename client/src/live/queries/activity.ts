import * as z from 'zod/mini';
import { defineQuery } from '../query.ts';
import { boolean, integer, optional, text, texts } from '../text-values.ts';

/**
 * Commits that wait for a synchronous standby, and what tools that manage a cluster leave behind: sessions, a table, a
 * setting (one without a library is in no view). One pass over what pg_stat_activity is made of, without its joins.
 */
export const activity = defineQuery({
  name: 'Sessions',
  needs: ['pg_catalog.pg_stat_get_activity(integer)'],
  text: () => `SELECT count(*) FILTER (WHERE wait_event = 'SyncRep') AS waiting,
  min(query_start) FILTER (WHERE wait_event = 'SyncRep') AS "oldestWaiter",
  array_to_json(array_agg(DISTINCT application_name) FILTER (WHERE application_name IN
    ('Patroni heartbeat', 'Patroni restapi', 'cnpg_metrics_exporter', 'repmgrd'))) AS managers,
  EXISTS (SELECT FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = 'repmgr' AND c.relname = 'nodes') AS repmgr,
  current_setting('cnpg.config_sha256', true) IS NOT NULL AS "cloudNativePg"
FROM pg_stat_get_activity(NULL)`,
  row: z.object({
    waiting: integer,
    oldestWaiter: optional(text),
    managers: texts,
    repmgr: boolean,
    cloudNativePg: boolean,
  }),
});
