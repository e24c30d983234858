import { fileOrigin } from '../../model/server-config.ts';
import { defineRule } from '../rule.ts';

/** A standby that is told neither where to stream from nor where an archive is (`validateRecoveryParameters`). */
export const standbyWithoutSource = defineRule({
  id: 'standby-without-source',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: 'A standby has neither `primary_conninfo` nor `restore_command`.',
    why: 'It starts, with a warning in its log, and looks for new WAL in its own `pg_wal` for ever. Nothing puts any there, so its data stays as old as the backup it was made from, while queries succeed.',
    how: 'Set `primary_conninfo` to stream from the primary, or `restore_command` to follow its archive, or both.',
    see: ['warm-standby.html#STANDBY-SERVER-SETUP', 'runtime-config-replication.html#GUC-PRIMARY-CONNINFO'],
  },
  messages: {
    noSource: 'This standby has neither primary_conninfo nor restore_command: it starts, but never gets new data.',
  },

  check(server, report) {
    const { major } = server.catalog;
    const old = major <= 11;
    const uri = server.signals.get(old ? 'recovery.conf' : 'standby.signal');
    if (uri === undefined || (old ? !server.boolean('standby_mode') : server.signals.has('recovery.conf'))) return;
    if (server.setting('primary_conninfo').value !== '' || server.setting('restore_command').value !== '') return;
    const at = server.setting('primary_conninfo').at ?? (old ? server.setting('standby_mode').at : undefined);
    report(at ?? fileOrigin(uri, { start: 0, end: 0 }), 'noSource', {});
  },

  examples: [
    {
      title: 'nothing but the signal file',
      majors: { first: 12 },
      files: { 'standby.signal': '# @ noSource\n', 'postgresql.conf': 'hot_standby = on\n' },
      onServer: { starts: true },
    },
    {
      title: 'an emptied conninfo',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = ''
#                  ^^ noSource
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'nothing but standby_mode',
      majors: { first: 10, last: 11 },
      files: {
        'postgresql.conf': 'hot_standby = on\n',
        'recovery.conf': `
standby_mode = on
#              ^^ noSource
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a standby that streams',
      majors: { first: 12 },
      files: { 'standby.signal': '', 'postgresql.conf': "primary_conninfo = 'host=127.0.0.1 port=1'\n" },
      onServer: { starts: true },
    },
  ],
});
