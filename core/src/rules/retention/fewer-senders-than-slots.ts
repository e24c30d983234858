import type { ServerConfig } from '../../model/server-config.ts';
import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';

function mayHaveSubscriptions(server: ServerConfig): boolean {
  return server.word('wal_level') === 'logical' || server.setting('max_logical_replication_workers').at !== undefined;
}

/** A slot is used through a WAL sender. */
export const fewerSendersThanSlots = defineRule({
  id: 'fewer-senders-than-slots',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`max_wal_senders` is set, and smaller than `max_replication_slots`.',
    why: 'Each slot in use needs a WAL sender. With fewer senders than slots some standbys or subscribers are refused (`number of requested standby connections exceeds max_wal_senders`), while their slots keep WAL.',
    how: 'Raise `max_wal_senders` to the slots, plus two for each base backup that may run, and restart.',
    see: ['runtime-config-replication.html#GUC-MAX-WAL-SENDERS'],
  },
  messages: {
    fewer: 'Fewer WAL senders than slots ({slots}): some would keep WAL that nobody may fetch.',
  },

  check(server, report) {
    const { at } = server.setting('max_wal_senders');
    const slots = server.number('max_replication_slots');
    const senders = server.number('max_wal_senders');
    // Up to 17 the number also limits the origins of subscriptions, which need no senders.
    const mayBeOrigins = server.catalog.major <= 17 && mayHaveSubscriptions(server);
    // None at all is a server that does not replicate.
    if (at && !mayBeOrigins && senders > 0 && senders < slots && server.setting('max_replication_slots').at) {
      report(at, 'fewer', { slots }, { related: linesOf(server, 'max_replication_slots') });
    }
  },

  examples: [
    {
      title: 'five senders for fifty slots',
      files: {
        'postgresql.conf': `
max_replication_slots = 50
max_wal_senders = 5
#                 ^ fewer
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'enough',
      files: {
        'postgresql.conf': `max_replication_slots = 10
max_wal_senders = 12
`,
      },
      onServer: { starts: true },
    },
  ],
});
