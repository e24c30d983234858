import * as z from 'zod/mini';
import { defineQuery } from '../query.ts';
import { instant, integer, lsn, optional, text } from '../text-values.ts';
import { milliseconds, since } from './sql.ts';

/** pg_stat_wal_receiver: no row or one. The server itself hides the password in `conninfo`. */
export const walReceiver = defineQuery({
  name: 'WAL receiver',
  needs: ['pg_catalog.pg_stat_wal_receiver'],
  text: ({ major }) => `SELECT pid, status, slot_name AS slot, conninfo,
  ${since(11, major, 'sender_host')} AS "senderHost", ${since(11, major, 'sender_port')} AS "senderPort",
  received_tli AS "receivedTimeline", ${milliseconds('last_msg_receipt_time')} AS "lastMessageAt",
  latest_end_lsn AS "latestEnd", ${milliseconds('latest_end_time')} AS "latestEndAt"
FROM pg_catalog.pg_stat_wal_receiver`,
  row: z.object({
    pid: integer,
    status: optional(text),
    slot: optional(text),
    conninfo: optional(text),
    senderHost: optional(text),
    senderPort: optional(integer),
    receivedTimeline: optional(integer),
    lastMessageAt: optional(instant),
    latestEnd: optional(lsn),
    latestEndAt: optional(instant),
  }),
});
