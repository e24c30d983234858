import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';

/** The manual warns of the two together (`recovery_min_apply_delay`). */
export const feedbackWithApplyDelay = defineRule({
  id: 'feedback-with-apply-delay',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'A standby delays replay by `recovery_min_apply_delay` and has `hot_standby_feedback` on.',
    why: 'What the standby reports is as old as its data. The primary must keep all dead rows of that time: its tables and indexes bloat, as if a transaction stayed open for the whole delay.',
    how: 'Turn `hot_standby_feedback` off on a delayed standby; if queries are cancelled there, raise `max_standby_streaming_delay`.',
    see: [
      'runtime-config-replication.html#GUC-RECOVERY-MIN-APPLY-DELAY',
      'runtime-config-replication.html#GUC-HOT-STANDBY-FEEDBACK',
    ],
  },
  messages: {
    bloat: 'With a replay delay of {delay} the primary keeps all dead rows of that time: its tables bloat.',
  },

  check(server, report) {
    const { at } = server.setting('hot_standby_feedback');
    if (!at || server.role !== 'standby' || !server.boolean('hot_standby_feedback')) return;
    if (server.number('recovery_min_apply_delay') <= 0) return;
    const delay = server.setting('recovery_min_apply_delay').value.slice(0, 20);
    report(at, 'bloat', { delay }, { related: linesOf(server, 'recovery_min_apply_delay') });
  },

  examples: [
    {
      title: 'eight hours behind, with feedback',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
primary_slot_name = 'delayed'
recovery_min_apply_delay = 8h
hot_standby_feedback = on
#                      ^^ bloat
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'eight hours behind, without feedback',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
recovery_min_apply_delay = 8h
hot_standby_feedback = off
`,
      },
      onServer: { starts: true },
    },
  ],
});
