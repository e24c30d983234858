import { defineRule } from '../rule.ts';

/** The last majors that look for a file whose presence promotes the server. */
export const promoteTriggerFile = defineRule({
  id: 'promote-trigger-file',
  severity: 'hint',
  versions: { first: 12, last: 15 },
  needsCompleteServer: false,
  docs: {
    what: '`promote_trigger_file` is set.',
    why: 'It works in this major, but 16 removed it: after an upgrade the server does not start with this line in its file.',
    how: 'Promote with `pg_ctl promote` or `SELECT pg_promote()`, then remove the line. `pg_promote()` may be granted to a role that is no superuser.',
    see: ['runtime-config-replication.html#GUC-PROMOTE-TRIGGER-FILE', 'warm-standby-failover.html'],
  },
  messages: {
    goneLater: 'Gone from 16 on: promote with pg_promote() or pg_ctl promote, or an upgraded server will not start.',
  },

  check(server, report) {
    const { setting, value } = server.setting('promote_trigger_file');
    if (setting && value !== '') report(setting.nameAt, 'goneLater', {}, { tags: ['deprecated'] });
  },

  examples: [
    {
      title: 'a trigger file',
      files: {
        'postgresql.conf': `
promote_trigger_file = '/tmp/promote'
#<^^^^^^^^^^^^^^^^^^ goneLater
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'none',
      files: { 'postgresql.conf': "promote_trigger_file = ''\n" },
      onServer: { starts: true },
    },
  ],
});
