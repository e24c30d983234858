import { defineRule } from '../rule.ts';

const delays = ['max_standby_streaming_delay', 'max_standby_archive_delay'] as const;

/** `-1` lets a query hold back replay for as long as it runs. */
export const replayWaitsForQueries = defineRule({
  id: 'replay-waits-for-queries',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`max_standby_streaming_delay` or `max_standby_archive_delay` is `-1` on a standby.',
    why: 'Replay waits without limit for a query in its way. One forgotten session makes all data of the standby grow old, and a promotion has to replay all that has piled up first.',
    how: 'Give the longest delay that a failover may take on top, or keep `-1` on a standby for reports that will never be promoted, and watch its delay. `hot_standby_feedback = on` avoids most conflicts.',
    see: ['runtime-config-replication.html#GUC-MAX-STANDBY-STREAMING-DELAY', 'hot-standby.html#HOT-STANDBY-CONFLICT'],
  },
  messages: {
    unlimited: 'A query can hold back replay without limit: data grows old, and a failover has to catch up first.',
  },

  check(server, report) {
    if (server.role !== 'standby' || !server.boolean('hot_standby')) return;
    for (const name of delays) {
      const { at } = server.setting(name);
      if (at && server.number(name) === -1) report(at, 'unlimited', {});
    }
  },

  examples: [
    {
      title: 'no limit',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
max_standby_streaming_delay = -1
#                             ^^ unlimited
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'half an hour',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
max_standby_streaming_delay = 30min
`,
      },
      onServer: { starts: true },
    },
  ],
});
