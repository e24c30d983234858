import { fileOrigin } from '../../model/server-config.ts';
import { defineRule } from '../rule.ts';

/** A recovery that is no standby must have a `restore_command` (`validateRecoveryParameters`). */
export const restoreCommandMissing = defineRule({
  id: 'restore-command-missing',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: 'The server is to recover from an archive, but `restore_command` is empty or not set.',
    why: 'Without standby mode the archive is the only source of WAL, so the server refuses to start. `recovery.signal` asks for such a recovery; up to 11 a `recovery.conf` without `standby_mode = on` does.',
    how: 'Give a command such as `restore_command = \'cp /archive/%f "%p"\'`. For a standby use `standby.signal` instead (up to 11 `standby_mode = on`).',
    see: ['continuous-archiving.html#BACKUP-PITR-RECOVERY', 'warm-standby.html#STANDBY-SERVER-SETUP'],
  },
  messages: {
    missing: 'Recovery from an archive without restore_command: the server will not start.',
    empty: 'restore_command is empty, and this is no standby: the server will not start.',
  },

  check(server, report) {
    const uri = server.signals.get(server.catalog.major <= 11 ? 'recovery.conf' : 'recovery.signal');
    const blocked = server.catalog.major >= 12 && server.signals.has('recovery.conf');
    const isStandby =
      server.catalog.major <= 11 ? server.boolean('standby_mode') : server.signals.has('standby.signal');
    const { value, at } = server.setting('restore_command');
    if (uri === undefined || isStandby || blocked || value !== '') return;
    if (at) report(at, 'empty', {});
    else report(fileOrigin(uri, { start: 0, end: 0 }), 'missing', {});
  },

  examples: [
    {
      title: 'a recovery without a source',
      majors: { first: 12 },
      files: { 'recovery.signal': '# @ missing\n', 'postgresql.conf': 'wal_level = replica\n' },
      onServer: { refusesToStart: 'when standby mode is not enabled' },
    },
    {
      title: 'recovery.conf with a target and nothing else',
      majors: { first: 10, last: 11 },
      files: {
        'postgresql.conf': 'wal_level = replica\n',
        'recovery.conf': `
# @ missing
recovery_target = 'immediate'
`,
      },
      onServer: { refusesToStart: 'restore_command' },
    },
    {
      title: 'an empty command',
      majors: { first: 12 },
      files: {
        'recovery.signal': '',
        'postgresql.conf': `
restore_command = ''
#                 ^^ empty
`,
      },
      onServer: { refusesToStart: 'when standby mode is not enabled' },
    },
    {
      title: 'a recovery from an archive that is at its end',
      majors: { first: 12 },
      files: { 'recovery.signal': '', 'postgresql.conf': "restore_command = '/bin/false'\n" },
      onServer: { starts: true },
    },
  ],
});
