import { valueOrFile } from '../places.ts';
import { defineRule } from '../rule.ts';

/** A project that replicates logically has slots, and each of them may stand still. */
export const unboundedLogicalSlots = defineRule({
  id: 'unbounded-logical-slots',
  severity: 'warning',
  versions: { first: 13 },
  needsCompleteServer: true,
  presets: ['logical', 'multi-master'],
  docs: {
    what: '`max_slot_wal_keep_size` is `-1` (its default), while the project replicates logically.',
    why: 'A slot keeps all WAL that its subscriber has not confirmed. A subscriber that is gone, disabled or stuck on a conflict lets pg_wal grow until the disk is full, and then the publisher stops.',
    how: 'Set `max_slot_wal_keep_size` to what pg_wal may take, well below the free disk. A slot that falls further behind is lost, and its subscription has to be set up again: watch `pg_replication_slots.safe_wal_size`.',
    see: ['runtime-config-replication.html#GUC-MAX-SLOT-WAL-KEEP-SIZE', 'view-pg-replication-slots.html'],
  },
  messages: {
    unbounded:
      'Without a limit (max_slot_wal_keep_size) one subscriber that stands still fills the disk of this server.',
  },

  check(server, report) {
    const at = valueOrFile(server, 'max_slot_wal_keep_size');
    const hasSlots = server.number('max_replication_slots') > 0;
    if (at && hasSlots && server.number('max_slot_wal_keep_size') === -1) report(at, 'unbounded', {});
  },

  examples: [
    {
      title: 'no limit',
      files: {
        'postgresql.conf': `
wal_level = logical
max_slot_wal_keep_size = -1
#                        ^^ unbounded
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a limit',
      files: {
        'postgresql.conf': `
wal_level = logical
max_slot_wal_keep_size = 50GB
`,
      },
      onServer: { starts: true },
    },
  ],
});
