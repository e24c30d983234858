import * as z from 'zod/mini';
import { defineQuery } from '../query.ts';
import { instant, integer, lsn, optional, text } from '../text-values.ts';
import { milliseconds, since } from './sql.ts';

/** pg_stat_replication; without pg_read_all_stats all but the process, its user and its name is NULL. */
export const walSenders = defineQuery({
  name: 'WAL senders',
  needs: ['pg_catalog.pg_stat_replication'],
  text: ({ major }) => `SELECT pid, coalesce(usename, '') AS user, coalesce(application_name, '') AS "applicationName",
  host(client_addr) AS "clientAddress", nullif(client_port, -1) AS "clientPort", client_hostname AS "clientHostname",
  state, sync_state AS "syncState", sync_priority AS "syncPriority",
  sent_lsn AS sent, write_lsn AS write, flush_lsn AS flush, replay_lsn AS replay,
  ${milliseconds('write_lag')} AS "writeLag", ${milliseconds('flush_lag')} AS "flushLag",
  ${milliseconds('replay_lag')} AS "replayLag",
  ${since(12, major, milliseconds('reply_time'))} AS "replyAt", ${milliseconds('backend_start')} AS "startedAt"
FROM pg_catalog.pg_stat_replication ORDER BY pid`,
  row: z.object({
    pid: integer,
    user: text,
    applicationName: text,
    clientAddress: optional(text),
    clientPort: optional(integer),
    clientHostname: optional(text),
    state: optional(text),
    syncState: optional(text),
    syncPriority: optional(integer),
    sent: optional(lsn),
    write: optional(lsn),
    flush: optional(lsn),
    replay: optional(lsn),
    writeLag: optional(integer),
    flushLag: optional(integer),
    replayLag: optional(integer),
    replyAt: optional(instant),
    startedAt: optional(instant),
  }),
});
