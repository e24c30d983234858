import { fileOrigin } from '../../model/server-config.ts';
import { defineRule } from '../rule.ts';
import { moveRecoveryConf } from './move-recovery-conf.ts';

/** From 12 on the mere existence of recovery.conf keeps the server down (`readRecoverySignalFile`). */
export const recoveryConfNotSupported = defineRule({
  id: 'recovery-conf-not-supported',
  severity: 'error',
  versions: { first: 12 },
  needsCompleteServer: false,
  docs: {
    what: 'There is a `recovery.conf` beside the configuration of a server of 12 or later.',
    why: 'Since 12 its parameters belong in postgresql.conf, and empty files say that the server recovers: `standby.signal` for a standby, `recovery.signal` for a recovery that ends. A server that finds a `recovery.conf` refuses to start, so that nobody believes it is read.',
    how: 'Take the fix: it moves the settings, makes the signal file and deletes `recovery.conf`. `trigger_file` becomes `promote_trigger_file`, which is gone since 16 (use `pg_ctl promote`). Without `recovery_target_timeline` 12 and later follow the latest timeline, 11 stayed on its own.',
    see: ['recovery-config.html', 'warm-standby.html#STANDBY-SERVER-SETUP'],
  },
  messages: {
    exists: 'PostgreSQL {major} does not start while recovery.conf exists: move its settings and make a signal file.',
  },

  check(server, report) {
    const uri = server.signals.get('recovery.conf');
    if (uri === undefined) return;
    const fix = moveRecoveryConf(server, uri);
    const deletion = { title: 'Delete recovery.conf', safety: 'unsafe', edits: [{ kind: 'delete', uri }] } as const;
    const { major } = server.catalog;
    report(fileOrigin(uri, { start: 0, end: 0 }), 'exists', { major }, { fixes: fix ? [fix, deletion] : [deletion] });
  },

  examples: [
    {
      title: 'a standby of 11 brought to 13',
      majors: { first: 12, last: 15 },
      files: {
        'postgresql.conf': 'wal_level = replica\n',
        'recovery.conf': `# @ exists
standby_mode = on
primary_conninfo = 'host=127.0.0.1 port=1' # to the primary
trigger_file = '/tmp/promote'
`,
      },
      fixed: {
        'postgresql.conf': `wal_level = replica
primary_conninfo = 'host=127.0.0.1 port=1'
promote_trigger_file = '/tmp/promote'
`,
        'recovery.conf': '',
        'standby.signal': '',
      },
      onServer: { refusesToStart: 'using recovery command file "recovery.conf" is not supported' },
    },
    {
      title: 'a recovery to a point in time; of two targets the last one counted',
      files: {
        'postgresql.conf': 'wal_level = replica',
        'recovery.conf': `# @ exists
recovery_target_xid = 4711
recovery_target_time = '2026-01-02 03:04:05 UTC'
restore_command = 'cp /archive/%f "%p"'
`,
      },
      fixed: {
        'postgresql.conf': `wal_level = replica
recovery_target_time = '2026-01-02 03:04:05 UTC'
restore_command = 'cp /archive/%f "%p"'
`,
        'recovery.conf': '',
        'recovery.signal': '',
      },
      onServer: { refusesToStart: 'using recovery command file "recovery.conf" is not supported' },
    },
    {
      title: 'a signal file and settings in postgresql.conf',
      files: {
        'standby.signal': '',
        'postgresql.conf': "primary_conninfo = 'host=127.0.0.1 port=1'\n",
      },
      onServer: { starts: true },
    },
  ],
});
