import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';

/** Only logical slots wait for the standbys listed, and below `logical` there are none. */
export const synchronizedSlotsWithoutLogical = defineRule({
  id: 'synchronized-slots-without-logical',
  severity: 'information',
  versions: { first: 17, last: 18 },
  needsCompleteServer: true,
  docs: {
    what: '`synchronized_standby_slots` names slots, but `wal_level` is not `logical`.',
    why: 'The list makes logical slots wait for physical standbys. At this level there are no logical slots, so nothing waits. Commits do not look at the list either: that is what `synchronous_standby_names` is for.',
    how: 'Set `wal_level = logical` if subscribers are to outlive a failover, else remove the list.',
    see: ['runtime-config-replication.html#GUC-SYNCHRONIZED-STANDBY-SLOTS', 'logical-replication-failover.html'],
  },
  messages: {
    nothingWaits: 'No effect while wal_level is {level}: only logical slots wait for these standbys, not commits.',
  },

  check(server, report) {
    const { at, value } = server.setting('synchronized_standby_slots');
    const level = server.word('wal_level');
    if (at && value.trim() !== '' && level !== 'logical') {
      report(at, 'nothingWaits', { level }, { related: linesOf(server, 'wal_level') });
    }
  },

  examples: [
    {
      title: 'a list, but no logical slots',
      files: {
        'postgresql.conf': `
synchronized_standby_slots = 's1'
#                            ^^^^ nothingWaits
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'logical slots that wait',
      files: {
        'postgresql.conf': `
wal_level = logical
synchronized_standby_slots = 's1'
`,
      },
      onServer: { starts: true },
    },
  ],
});
