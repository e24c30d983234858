import { setParameter } from '../edits.ts';
import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';

/** Feedback travels with the status messages (`XLogWalRcvSendHSFeedback`). */
export const feedbackNeverSent = defineRule({
  id: 'feedback-never-sent',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: '`hot_standby_feedback` is on while `wal_receiver_status_interval` is 0.',
    why: 'The standby sends feedback together with its status. With the interval 0 it sends none, without a word: the primary removes rows that queries on the standby still need, and these are cancelled.',
    how: 'Set `wal_receiver_status_interval` to its default, `10s`.',
    see: [
      'runtime-config-replication.html#GUC-WAL-RECEIVER-STATUS-INTERVAL',
      'runtime-config-replication.html#GUC-HOT-STANDBY-FEEDBACK',
    ],
  },
  messages: {
    neverSent: 'At 0 hot_standby_feedback is never sent: the primary removes rows that queries here still need.',
  },

  check(server, report) {
    const { at } = server.setting('wal_receiver_status_interval');
    if (!at || server.number('wal_receiver_status_interval') !== 0 || !server.boolean('hot_standby_feedback')) return;
    const edits = setParameter(server, 'wal_receiver_status_interval', '10s');
    const fixes = [{ title: 'Set wal_receiver_status_interval to 10s', safety: 'unsafe', edits }] as const;
    report(at, 'neverSent', {}, { fixes, related: linesOf(server, 'hot_standby_feedback') });
  },

  examples: [
    {
      title: 'feedback on, status off',
      files: {
        'postgresql.conf': `
hot_standby_feedback = on
wal_receiver_status_interval = 0
#                              ^ neverSent
`,
      },
      fixed: {
        'postgresql.conf': `
hot_standby_feedback = on
wal_receiver_status_interval = 10s
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'both on',
      files: {
        'postgresql.conf': `
hot_standby_feedback = on
wal_receiver_status_interval = 1s
`,
      },
      onServer: { starts: true },
    },
  ],
});
