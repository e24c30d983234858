import * as z from 'zod/mini';
import type { Major } from '../../../../core/src/index.ts';
import { defineQuery } from '../query.ts';
import { boolean, instant, integer, lsn, optional, text } from '../text-values.ts';
import { milliseconds } from './sql.ts';

/** Changes whenever settings may have: with a reload, a restart, a promotion, another role or database. */
export const settingsFingerprint = `(SELECT concat_ws(' ', extract(epoch FROM pg_conf_load_time()),
    extract(epoch FROM pg_postmaster_start_time()), pg_is_in_recovery(), current_setting('effective_wal_level', true),
    current_user, current_database()))`;

/** Who the server is and where its WAL stands. */
export const identity = defineQuery({
  name: 'Server',
  text: () => `SELECT ${settingsFingerprint} AS fingerprint,
  split_part(current_setting('server_version'), ' ', 1) AS version,
  pg_is_in_recovery() AS "inRecovery",
  ${milliseconds('pg_postmaster_start_time()')} AS "startedAt",
  ${milliseconds('pg_conf_load_time()')} AS "configLoadedAt",
  current_setting('cluster_name') AS "clusterName",
  current_database() AS database, current_user AS role,
  current_setting('is_superuser') = 'on' AS superuser,
  host(inet_server_addr()) AS address,
  coalesce(inet_server_port(), current_setting('port')::int4) AS port,
  CASE WHEN NOT pg_is_in_recovery() THEN pg_current_wal_lsn() END AS current,
  CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn() END AS received,
  CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() END AS replayed,
  CASE WHEN pg_is_in_recovery() THEN ${milliseconds('pg_last_xact_replay_timestamp()')} END AS "lastReplayedAt"`,
  row: z.object({
    fingerprint: text,
    version: text,
    inRecovery: boolean,
    startedAt: instant,
    configLoadedAt: instant,
    clusterName: text,
    database: text,
    role: text,
    superuser: boolean,
    address: optional(text),
    port: integer,
    current: optional(lsn),
    received: optional(lsn),
    replayed: optional(lsn),
    lastReplayedAt: optional(instant),
  }),
});

/** Whether replay goes on; no row on a primary. */
export const replayPause = defineQuery({
  name: 'Pause of replay',
  needs: (major) => [`pg_catalog.${pauseFunction(major)}`],
  text: ({ major }) => {
    const call = pauseFunction(major);
    const state = major >= 14 ? call : `CASE WHEN ${call} THEN 'paused' ELSE 'not paused' END`;
    return `SELECT ${state} AS state WHERE (SELECT pg_is_in_recovery())`;
  },
  row: z.object({ state: z.enum(['not paused', 'pause requested', 'paused']) }),
});

function pauseFunction(major: Major): string {
  return major >= 14 ? 'pg_get_wal_replay_pause_state()' : 'pg_is_wal_replay_paused()';
}

/**
 * The control file and the timeline. A checkpoint tells of a new timeline only once it is done, so on a primary the name of
 * the WAL file being written says it, and on a standby the highest of what is received, needed and checkpointed.
 */
export const control = defineQuery({
  name: 'System identifier and timeline',
  needs: [
    'pg_catalog.pg_control_system()',
    'pg_catalog.pg_control_checkpoint()',
    'pg_catalog.pg_control_recovery()',
    'pg_catalog.pg_stat_get_wal_receiver()',
    'pg_catalog.pg_walfile_name(pg_lsn)',
  ],
  text: () => `SELECT s.system_identifier AS "systemIdentifier",
  CASE WHEN pg_is_in_recovery() THEN greatest(c.timeline_id, r.min_recovery_end_timeline, w.received_tli)
    ELSE ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int4 END AS timeline
FROM pg_control_system() AS s, pg_control_checkpoint() AS c, pg_control_recovery() AS r, pg_stat_get_wal_receiver() AS w`,
  row: z.object({ systemIdentifier: text, timeline: optional(integer) }),
});
