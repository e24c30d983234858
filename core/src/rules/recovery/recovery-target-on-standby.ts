import { defineRule } from '../rule.ts';
import { targetInForce } from './targets.ts';

/** What a standby does at its target. */
const ends = {
  pause: 'pauses',
  promote: 'becomes a primary',
  shutdown: 'shuts down',
} as const;

/** A standby has no end but promotion; one with a target left over stops following (`recoveryStopsAfter`). */
export const recoveryTargetOnStandby = defineRule({
  id: 'recovery-target-on-standby',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: 'A standby has a recovery target.',
    why: 'Replay ends at the target: the standby pauses there, becomes a primary or shuts down, and follows its primary no longer. Targets are often left over from a recovery to a point in time; up to 18 pg_createsubscriber leaves some in `postgresql.auto.conf`.',
    how: 'Remove the target. To stop at a point once, on purpose, use `recovery.signal` instead of `standby.signal`.',
    see: ['runtime-config-wal.html#RUNTIME-CONFIG-WAL-RECOVERY-TARGET', 'warm-standby.html'],
  },
  messages: {
    stops: 'This standby {ends} when it reaches the target, and no longer follows its primary.',
  },

  check(server, report) {
    const target = targetInForce(server);
    if (!target || server.role !== 'standby') return;
    const action = server.setting('recovery_target_action').value.toLowerCase();
    const [, end = ends.pause] = Object.entries(ends).find(([word]) => word === action) ?? [];
    report(target.nameAt, 'stops', { ends: end });
  },

  examples: [
    {
      title: 'a target that was left over',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=pg1 user=replicator sslmode=verify-full'
primary_slot_name = 'pg2'
recovery_target_time = '2026-01-02 03:04:05 UTC'
#<^^^^^^^^^^^^^^^^^^ stops
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'in recovery.conf',
      majors: { first: 10, last: 11 },
      files: {
        'postgresql.conf': 'hot_standby = on\n',
        'recovery.conf': `
standby_mode = on
primary_conninfo = 'host=pg1 user=replicator sslmode=verify-full'
recovery_target_name = 'before_upgrade'
#<^^^^^^^^^^^^^^^^^^ stops
recovery_target_action = 'promote'
`,
      },
    },
    {
      title: 'a recovery to a point in time',
      majors: { first: 12 },
      files: {
        'recovery.signal': '',
        'postgresql.conf': `
restore_command = 'cp /archive/%f %p'
recovery_target_time = '2026-01-02 03:04:05 UTC'
`,
      },
    },
  ],
});
