import * as z from 'zod/mini';
import type { Major } from '../../../../core/src/index.ts';
import { defineQuery } from '../query.ts';
import { bigint, boolean, instant, integer, lsn, optional, text } from '../text-values.ts';
import { milliseconds, since } from './sql.ts';

/** Up to where this server has WAL; a standby on the archive alone has received none. */
const end = `CASE WHEN pg_is_in_recovery() THEN greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
    ELSE pg_current_wal_lsn() END`;

function invalidation(major: Major): string {
  if (major >= 17) return 'invalidation_reason';
  return since(16, major, "CASE WHEN conflicting THEN 'conflicting' END");
}

/** pg_replication_slots. */
export const slots = defineQuery({
  name: 'Slots',
  needs: ['pg_catalog.pg_replication_slots'],
  text: ({ major }) => `SELECT slot_name AS name, slot_type AS kind, plugin, database, temporary, active,
  active_pid AS "activePid", restart_lsn AS restart, confirmed_flush_lsn AS "confirmedFlush",
  greatest(pg_wal_lsn_diff(${end}, restart_lsn), 0)::int8 AS retained,
  ${since(13, major, 'wal_status')} AS "walStatus", ${since(13, major, 'safe_wal_size')} AS "safeWalSize",
  ${since(17, major, milliseconds('inactive_since'))} AS "inactiveSince", ${invalidation(major)} AS invalidation,
  ${since(14, major, 'two_phase')} AS "twoPhase",
  ${since(17, major, 'failover')} AS failover, ${since(17, major, 'synced')} AS synced
FROM pg_catalog.pg_replication_slots ORDER BY slot_name`,
  row: z.object({
    name: text,
    kind: z.enum(['physical', 'logical']),
    plugin: optional(text),
    database: optional(text),
    temporary: boolean,
    active: boolean,
    activePid: optional(integer),
    restart: optional(lsn),
    confirmedFlush: optional(lsn),
    retained: optional(bigint),
    walStatus: optional(text),
    safeWalSize: optional(bigint),
    inactiveSince: optional(instant),
    invalidation: optional(text),
    twoPhase: optional(boolean),
    failover: optional(boolean),
    synced: optional(boolean),
  }),
});
