import { defineRule } from '../rule.ts';
import { startsInRecovery, targetInForce } from './targets.ts';

/** Targets say where a recovery ends; a server that does not recover passes over them without a word. */
export const recoveryTargetIgnored = defineRule({
  id: 'recovery-target-ignored',
  severity: 'information',
  versions: { first: 12 },
  needsCompleteServer: true,
  docs: {
    what: 'A recovery target is set, but there is no signal file.',
    why: 'Without `recovery.signal` or `standby.signal` the server starts where it stopped and says nothing about the target. Somebody who expects a recovery to a point in time gets the newest data, or a backup that is not recovered to where they think.',
    how: 'To recover, put an empty `recovery.signal` into the data directory of the restored backup before its first start. Else remove the target: it would count at the next recovery.',
    see: [
      'continuous-archiving.html#BACKUP-PITR-RECOVERY',
      'runtime-config-wal.html#RUNTIME-CONFIG-WAL-RECOVERY-TARGET',
    ],
  },
  messages: {
    ignored:
      'No effect without recovery.signal or standby.signal: the server starts without a recovery to this target.',
  },

  check(server, report) {
    const target = targetInForce(server);
    if (!target || server.role !== 'primary' || startsInRecovery(server)) return;
    report(target.nameAt, 'ignored', {});
  },

  examples: [
    {
      title: 'a target and no signal file',
      files: {
        'postgresql.conf': `
recovery_target_time = '2026-01-02 03:04:05 UTC'
#<^^^^^^^^^^^^^^^^^^ ignored
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a target with its signal file',
      files: {
        'recovery.signal': '',
        'postgresql.conf': `
restore_command = '/bin/false'
recovery_target = 'immediate'
`,
      },
    },
  ],
});
