import { setParameter } from '../edits.ts';
import { defineRule } from '../rule.ts';

/** `hot_standby = off` was the default before 10 and lives on in old files. */
export const standbyWithoutQueries = defineRule({
  id: 'standby-without-queries',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`hot_standby` is off on a standby.',
    why: 'No session can connect until a promotion: no query, no look at how far replay has come, no `pg_promote()`. What stops replay is seen in the log only.',
    how: 'Set `hot_standby = on` (the default; takes effect at a restart), unless nobody may ever look.',
    see: ['runtime-config-replication.html#GUC-HOT-STANDBY', 'hot-standby.html'],
  },
  messages: {
    noQueries: 'No session can connect to this standby: neither queries nor monitoring nor pg_promote() work.',
  },

  check(server, report) {
    const { at } = server.setting('hot_standby');
    if (!at || server.role !== 'standby' || server.boolean('hot_standby')) return;
    const edits = setParameter(server, 'hot_standby', 'on');
    report(at, 'noQueries', {}, { fixes: [{ title: 'Set hot_standby to on', safety: 'unsafe', edits }] });
  },

  examples: [
    {
      title: 'off on a standby',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
hot_standby = off
#             ^^^ noQueries
primary_conninfo = 'host=127.0.0.1 port=1'
`,
      },
      fixed: {
        'postgresql.conf': `
hot_standby = on
primary_conninfo = 'host=127.0.0.1 port=1'
`,
      },
    },
    {
      title: 'off on a primary',
      files: { 'postgresql.conf': 'hot_standby = off\n' },
      onServer: { starts: true },
    },
  ],
});
