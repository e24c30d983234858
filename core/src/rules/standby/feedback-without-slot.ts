import { streams } from '../primary-conninfo.ts';
import { defineRule } from '../rule.ts';

/** What a standby reports lives in its slot; without one it is gone with the connection (`ProcessStandbyHSFeedbackMessage`). */
export const feedbackWithoutSlot = defineRule({
  id: 'feedback-without-slot',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: '`hot_standby_feedback` is on, but the standby streams without a slot.',
    why: 'The primary keeps the rows that queries on the standby need only while the standby is connected. After a short break of the network they may be gone, and the queries are cancelled in spite of the feedback.',
    how: 'Create a physical slot on the primary and name it in `primary_slot_name`.',
    see: ['runtime-config-replication.html#GUC-HOT-STANDBY-FEEDBACK', 'warm-standby.html#STREAMING-REPLICATION-SLOTS'],
  },
  messages: {
    noSlot: 'Without primary_slot_name the primary forgets the feedback at each disconnect, and queries are cancelled.',
  },

  check(server, report) {
    const { at } = server.setting('hot_standby_feedback');
    if (!at || !server.boolean('hot_standby_feedback') || !server.boolean('hot_standby') || !streams(server)) return;
    const isSent = server.number('wal_receiver_status_interval') > 0;
    if (isSent && server.setting('primary_slot_name').value === '') report(at, 'noSlot', {});
  },

  examples: [
    {
      title: 'feedback and no slot',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
hot_standby_feedback = on
#                      ^^ noSlot
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'feedback and a slot',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
primary_slot_name = 's1'
hot_standby_feedback = on
`,
      },
      onServer: { starts: true },
    },
  ],
});
