import { numberBefore } from '../../syntax/recovery-target.ts';
import { setParameter } from '../edits.ts';
import { defineRule } from '../rule.ts';
import { startsInRecovery } from './targets.ts';

/** Up to 18 any text is taken for a timeline; without digits it is number 0, which no server has. */
export const recoveryTimelineZero = defineRule({
  id: 'recovery-timeline-zero',
  severity: 'error',
  versions: { first: 12, last: 18 },
  needsCompleteServer: false,
  docs: {
    what: '`recovery_target_timeline` is neither `latest`, `current` nor a number, and this server recovers.',
    why: 'Up to 18 such a text passes the check of the value and counts as timeline 0 (`check_recovery_target_timeline`). There is none, so the recovery ends before it starts.',
    how: 'Write `latest` to follow every promotion of the primary (the default), `current` to stay on the timeline of the backup, or the number of a timeline. Mind the case: `Latest` is not `latest`.',
    see: ['runtime-config-wal.html#GUC-RECOVERY-TARGET-TIMELINE'],
  },
  messages: {
    zero: '"{value}" counts as timeline 0, which does not exist: the server will not start.',
  },

  check(server, report) {
    const { value, at } = server.setting('recovery_target_timeline');
    if (!at || value === 'latest' || value === 'current' || !startsInRecovery(server)) return;
    if (BigInt.asUintN(32, numberBefore(value)) !== 0n) return;
    const edits = setParameter(server, 'recovery_target_timeline', 'latest');
    const fixes = [{ title: 'Set recovery_target_timeline to latest', safety: 'unsafe', edits }] as const;
    report(at, 'zero', { value: value.slice(0, 30) }, { fixes });
  },

  examples: [
    {
      title: 'a capital letter',
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
recovery_target_timeline = Latest
#                          ^^^^^^ zero
`,
      },
      fixed: {
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
recovery_target_timeline = latest
`,
      },
      onServer: { refusesToStart: 'recovery target timeline 0 does not exist' },
    },
    {
      title: 'in small letters',
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
recovery_target_timeline = latest
`,
      },
      onServer: { starts: true },
    },
  ],
});
