import { valueOrFile } from '../places.ts';
import { defineRule } from '../rule.ts';

/** A project that streams has slots, and each of them may stand still. */
export const unboundedSlots = defineRule({
  id: 'unbounded-slots',
  severity: 'warning',
  versions: { first: 13 },
  needsCompleteServer: true,
  presets: ['streaming-asynchronous', 'streaming-synchronous', 'logical', 'multi-master'],
  docs: {
    what: '`max_slot_wal_keep_size` is `-1` (its default) on a primary that streams to standbys or subscribers.',
    why: 'A slot keeps all WAL that its standby has not received. One that is switched off for good lets `pg_wal` grow until the disk is full, and then the primary stops.',
    how: 'Set `max_slot_wal_keep_size` to what `pg_wal` may take, well below the free disk, and watch `pg_replication_slots.safe_wal_size`.',
    see: [
      'runtime-config-replication.html#GUC-MAX-SLOT-WAL-KEEP-SIZE',
      'warm-standby.html#STREAMING-REPLICATION-SLOTS',
    ],
  },
  messages: {
    unbounded: 'Without a limit (max_slot_wal_keep_size) one standby or subscriber that is gone fills the disk here.',
  },

  check(server, report) {
    const at = valueOrFile(server, 'max_slot_wal_keep_size');
    const mayHaveSlots = server.role === 'primary' && server.number('max_replication_slots') > 0;
    if (at && mayHaveSlots && server.number('max_slot_wal_keep_size') === -1) report(at, 'unbounded', {});
  },

  examples: [
    {
      title: 'no limit',
      files: {
        'postgresql.conf': `
max_slot_wal_keep_size = -1
#                        ^^ unbounded
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a limit',
      files: {
        'postgresql.conf': 'max_slot_wal_keep_size = 50GB\n',
      },
      onServer: { starts: true },
    },
  ],
});
