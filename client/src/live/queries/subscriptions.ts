import * as z from 'zod/mini';
import type { Major } from '../../../../core/src/index.ts';
import { defineQuery, type QueryContext } from '../query.ts';
import { bigint, boolean, counters, instant, json, lsn, optional, text, texts } from '../text-values.ts';
import { countersOf, milliseconds, since } from './sql.ts';

/** The row of the main apply worker: others copy tables or apply parts of a transaction. */
function applyWorker(major: Major): string {
  if (major >= 17) return "w.worker_type = 'apply'";
  return `w.relid IS NULL${major >= 16 ? ' AND w.leader_pid IS NULL' : ''}`;
}

/** Up to 13 only a superuser may read a subscription's oid; a name that is in one database only does as well. */
function sameSubscription({ major, rights }: QueryContext): string {
  if (major >= 14 || rights.superuser) return 'w.subid = s.oid';
  return `w.subname = s.subname AND NOT EXISTS (SELECT FROM pg_catalog.pg_subscription AS other
      WHERE other.subname = s.subname AND other.subdbid <> s.subdbid)`;
}

function statistics(major: Major): { readonly columns: string; readonly join: string } {
  const syncErrors = major >= 19 ? 't.sync_table_error_count + t.sync_seq_error_count' : 't.sync_error_count';
  return {
    columns: `${since(15, major, 't.apply_error_count')} AS "applyErrors", ${since(15, major, syncErrors)} AS "syncErrors",
  ${since(18, major, countersOf('t', 'confl_'))} AS conflicts`,
    join: major >= 15 ? 'LEFT JOIN pg_catalog.pg_stat_subscription_stats AS t ON t.subid = s.oid' : '',
  };
}

/** pg_subscription with its workers, tables and statistics; never its connection string. */
export const subscriptions = defineQuery({
  name: 'Subscriptions',
  needs: (major) => [
    'pg_catalog.pg_subscription',
    'pg_catalog.pg_subscription_rel',
    'pg_catalog.pg_stat_subscription',
    ...(major >= 15 ? ['pg_catalog.pg_stat_subscription_stats'] : []),
  ],
  text: (context) => {
    const { columns, join } = statistics(context.major);
    return `SELECT s.subname AS name, d.datname AS database, d.datname = current_database() AS here,
  s.subenabled AS enabled, array_to_json(s.subpublications) AS publications, s.subslotname AS slot,
  w.pid IS NOT NULL AS running, w.received_lsn AS received, w.latest_end_lsn AS "latestEnd",
  ${milliseconds('w.last_msg_receipt_time')} AS "lastMessageAt",
  ${since(15, context.major, "nullif(s.subskiplsn, '0/0')")} AS skip,
  CASE WHEN d.datname = current_database() THEN
    (SELECT json_agg(json_build_object('name', n.nspname || '.' || c.relname, 'state', r.srsubstate)
        ORDER BY n.nspname, c.relname)
      FROM pg_catalog.pg_subscription_rel AS r JOIN pg_catalog.pg_class AS c ON c.oid = r.srrelid
        JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE r.srsubid = i.subid) END AS tables,
  ${columns}
FROM pg_catalog.pg_subscription AS s JOIN pg_catalog.pg_database AS d ON d.oid = s.subdbid
  LEFT JOIN LATERAL (SELECT w.subid FROM pg_catalog.pg_stat_subscription AS w
    WHERE ${sameSubscription(context)} LIMIT 1) AS i ON true
  LEFT JOIN pg_catalog.pg_stat_subscription AS w ON w.subid = i.subid AND ${applyWorker(context.major)}
  ${join}
ORDER BY d.datname, s.subname`;
  },
  row: z.object({
    name: text,
    database: text,
    here: boolean,
    enabled: boolean,
    publications: texts,
    slot: optional(text),
    running: boolean,
    received: optional(lsn),
    latestEnd: optional(lsn),
    lastMessageAt: optional(instant),
    skip: optional(lsn),
    tables: optional(json(z.array(z.object({ name: z.string(), state: z.string() })))),
    applyErrors: optional(bigint),
    syncErrors: optional(bigint),
    conflicts: counters,
  }),
});
