import { setParameter } from '../edits.ts';
import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';
import { startsInRecovery, targetInForce } from './targets.ts';

/** Nobody could end a pause without hot standby, so the server shuts down instead (`validateRecoveryParameters`). */
export const pauseBecomesShutdown = defineRule({
  id: 'pause-becomes-shutdown',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: 'A recovery with a target is to pause there, but `hot_standby` is off.',
    why: '`recovery_target_action = pause` (the default) waits for somebody who looks around and calls `pg_wal_replay_resume()`. Without hot standby nobody can connect, so the server shuts down at the target, at every start anew. Up to 11 this holds only where the action is written.',
    how: 'Turn `hot_standby` on, or set `recovery_target_action` to `promote`.',
    see: ['runtime-config-wal.html#GUC-RECOVERY-TARGET-ACTION', 'runtime-config-replication.html#GUC-HOT-STANDBY'],
  },
  messages: {
    shutdown: 'hot_standby is off, so nobody could end the pause: the server shuts down when it reaches its target.',
  },

  check(server, report) {
    const target = targetInForce(server);
    const action = server.setting('recovery_target_action');
    if (!target || !startsInRecovery(server) || server.boolean('hot_standby')) return;
    if (server.catalog.major <= 11 && !action.at) return;
    if (action.value.toLowerCase() !== 'pause') return;
    const edits = setParameter(server, 'hot_standby', 'on');
    const fixes = [{ title: 'Turn hot_standby on', safety: 'unsafe', edits }] as const;
    report(action.at ?? target.at, 'shutdown', {}, { fixes, related: linesOf(server, 'hot_standby') });
  },

  examples: [
    {
      title: 'a target without hot standby',
      majors: { first: 12 },
      files: {
        'recovery.signal': '',
        'postgresql.conf': `
hot_standby = off
restore_command = '/bin/false'
recovery_target_time = '2026-01-02 03:04:05 UTC'
#                      ^^^^^^^^^^^^^^^^^^^^^^^^^ shutdown
`,
      },
      fixed: {
        'postgresql.conf': `
hot_standby = on
restore_command = '/bin/false'
recovery_target_time = '2026-01-02 03:04:05 UTC'
`,
      },
    },
    {
      title: 'an action in recovery.conf',
      majors: { first: 10, last: 11 },
      files: {
        'postgresql.conf': 'hot_standby = off\n',
        'recovery.conf': `
restore_command = '/bin/false'
recovery_target_name = 'before_upgrade'
recovery_target_action = 'pause'
#                        ^^^^^^^ shutdown
`,
      },
      fixed: { 'postgresql.conf': 'hot_standby = on\n' },
    },
    {
      title: 'promoted at the target',
      majors: { first: 12 },
      files: {
        'recovery.signal': '',
        'postgresql.conf': `
hot_standby = off
restore_command = '/bin/false'
recovery_target_time = '2026-01-02 03:04:05 UTC'
recovery_target_action = promote
`,
      },
    },
  ],
});
