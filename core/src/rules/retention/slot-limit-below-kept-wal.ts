import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';

/** Two limits that contradict each other. */
export const slotLimitBelowKeptWal = defineRule({
  id: 'slot-limit-below-kept-wal',
  severity: 'information',
  versions: { first: 13 },
  needsCompleteServer: false,
  docs: {
    what: '`max_slot_wal_keep_size` is smaller than `wal_keep_size`.',
    why: 'The server keeps `wal_keep_size` in any case, and a slot is not invalidated while its WAL is there (`KeepLogSeg`): the smaller limit has no effect, and a slot may hold more WAL than it says.',
    how: 'Raise `max_slot_wal_keep_size` above `wal_keep_size`, to what pg_wal may take, or lower `wal_keep_size`.',
    see: [
      'runtime-config-replication.html#GUC-MAX-SLOT-WAL-KEEP-SIZE',
      'runtime-config-replication.html#GUC-WAL-KEEP-SIZE',
    ],
  },
  messages: {
    belowKept: 'No effect below wal_keep_size ({kept} MB): a slot may hold that much WAL before it is lost.',
  },

  check(server, report) {
    const { at } = server.setting('max_slot_wal_keep_size');
    const limit = server.number('max_slot_wal_keep_size');
    const kept = server.number('wal_keep_size');
    if (at && limit >= 0 && limit < kept)
      report(at, 'belowKept', { kept }, { related: linesOf(server, 'wal_keep_size') });
  },

  examples: [
    {
      title: 'a smaller limit',
      files: {
        'postgresql.conf': `
wal_keep_size = 10GB
max_slot_wal_keep_size = 1GB
#                        ^^^ belowKept
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a larger one',
      files: {
        'postgresql.conf': `wal_keep_size = 1GB
max_slot_wal_keep_size = 10GB
`,
      },
      onServer: { starts: true },
    },
  ],
});
