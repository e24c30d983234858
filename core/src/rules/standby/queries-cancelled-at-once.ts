import { setParameter } from '../edits.ts';
import { streams } from '../primary-conninfo.ts';
import { defineRule } from '../rule.ts';

/** `0` cancels whatever is in the way of replay, at once. */
export const queriesCancelledAtOnce = defineRule({
  id: 'queries-cancelled-at-once',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: '`max_standby_streaming_delay` is 0 on a standby without `hot_standby_feedback`.',
    why: 'As soon as the primary vacuums a table, each query on the standby that may still need its old rows is cancelled (`canceling statement due to conflict with recovery`). For a standby that only waits for a failover that is right; for reports it is not.',
    how: 'Let queries run: `hot_standby_feedback = on` keeps their rows on the primary, a delay such as `30s` (the default) lets short ones end.',
    see: ['runtime-config-replication.html#GUC-MAX-STANDBY-STREAMING-DELAY', 'hot-standby.html#HOT-STANDBY-CONFLICT'],
  },
  messages: {
    cancelled: 'Every vacuum on the primary cancels the queries in its way here at once, as no feedback is sent.',
  },

  check(server, report) {
    const { at } = server.setting('max_standby_streaming_delay');
    if (!at || server.number('max_standby_streaming_delay') !== 0 || server.boolean('hot_standby_feedback')) return;
    if (!server.boolean('hot_standby') || !streams(server)) return;
    const edits = setParameter(server, 'hot_standby_feedback', 'on');
    report(at, 'cancelled', {}, { fixes: [{ title: 'Set hot_standby_feedback to on', safety: 'unsafe', edits }] });
  },

  examples: [
    {
      title: 'no delay and no feedback',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
max_standby_streaming_delay = 0
#                             ^ cancelled
`,
      },
      fixed: {
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
max_standby_streaming_delay = 0
hot_standby_feedback = on
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'no delay, but feedback',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
primary_slot_name = 's1'
max_standby_streaming_delay = 0
hot_standby_feedback = on
`,
      },
      onServer: { starts: true },
    },
  ],
});
