import { setParameter } from '../edits.ts';
import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';

/** `wal_level = logical` says what the server is for; without slots or senders it cannot do it. */
export const logicalWithoutSlots = defineRule({
  id: 'logical-without-slots',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`wal_level` is `logical`, but `max_replication_slots` or `max_wal_senders` is 0.',
    why: 'Each subscription needs a slot on the publisher (`replication slots can only be used if "max_replication_slots" > 0`) and a WAL sender that reads it. The server writes the larger WAL, and nobody can use it.',
    how: 'Remove the line (the default is 10 for both), or count: one slot and one sender for each subscription, one more of each for tables that are copied, and those of the standbys.',
    see: ['logical-replication-config.html', 'runtime-config-replication.html#GUC-MAX-REPLICATION-SLOTS'],
  },
  messages: {
    noSlots: 'wal_level is logical, but no slot can be created: nobody can subscribe to this server.',
    noSenders: 'wal_level is logical, but there are no WAL senders: no subscriber can connect.',
  },

  check(server, report) {
    if (server.setting('wal_level').at === undefined || server.word('wal_level') !== 'logical') return;
    const needs = [
      ['max_replication_slots', 'noSlots'],
      ['max_wal_senders', 'noSenders'],
    ] as const;
    for (const [name, message] of needs) {
      const { at } = server.setting(name);
      if (!at || server.number(name) !== 0) continue;
      const value = server.catalog.get(name)?.boot ?? '10';
      const edits = setParameter(server, name, value);
      const fixes = [{ title: `Set ${name} to ${value}`, safety: 'unsafe', edits }] as const;
      report(at, message, {}, { fixes, related: linesOf(server, 'wal_level') });
    }
  },

  examples: [
    {
      title: 'neither slots nor senders',
      files: {
        'postgresql.conf': `
wal_level = logical
max_replication_slots = 0
#                       ^ noSlots
max_wal_senders = 0
#                 ^ noSenders
`,
      },
      fixed: {
        'postgresql.conf': `
wal_level = logical
max_replication_slots = 10
max_wal_senders = 10
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'some of both',
      files: {
        'postgresql.conf': `
wal_level = logical
max_replication_slots = 4
max_wal_senders = 6
`,
      },
      onServer: { starts: true },
    },
  ],
});
