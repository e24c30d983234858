import { numberBefore } from '../../syntax/recovery-target.ts';
import { defineRule } from '../rule.ts';

/** Up to 18 a transaction that is no number counts as 0, and up to 11 so does a timeline, which then means the latest. */
export const recoveryTargetNotANumber = defineRule({
  id: 'recovery-target-not-a-number',
  severity: 'warning',
  versions: { first: 10, last: 18 },
  needsCompleteServer: false,
  docs: {
    what: '`recovery_target_xid` (up to 11 also `recovery_target_timeline`) is not a number.',
    why: 'Up to 18 the server does not notice: a text without digits counts as transaction 0, which never ends, so recovery runs past the point that was meant to the end of the WAL (from 13 on it then fails). Up to 11 such a timeline counts as 0, which means the latest.',
    how: 'Write the number of the transaction; for a timeline its number or `latest`.',
    see: ['runtime-config-wal.html#RUNTIME-CONFIG-WAL-RECOVERY-TARGET'],
  },
  messages: {
    xid: '"{value}" counts as transaction 0, which never comes: recovery runs past the point you mean.',
    timeline: '"{value}" is no timeline and counts as the latest: recovery may follow a branch you do not mean.',
  },

  check(server, report) {
    const xid = server.setting('recovery_target_xid');
    if (xid.at && xid.value !== '' && numberBefore(xid.value) === 0n) {
      report(xid.at, 'xid', { value: xid.value.slice(0, 30) });
    }
    const timeline = server.setting('recovery_target_timeline');
    if (server.catalog.major > 11 || !timeline.at || timeline.value === 'latest') return;
    if (numberBefore(timeline.value) === 0n) report(timeline.at, 'timeline', { value: timeline.value.slice(0, 30) });
  },

  examples: [
    {
      title: 'a name where a number belongs',
      majors: { first: 12 },
      files: {
        'postgresql.conf': `
recovery_target_xid = 'before_upgrade'
#                     ^^^^^^^^^^^^^^^^ xid
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a word of later majors',
      majors: { first: 10, last: 11 },
      files: {
        'postgresql.conf': 'wal_level = replica\n',
        'recovery.conf': `
standby_mode = on
primary_conninfo = 'host=127.0.0.1 port=1'
recovery_target_timeline = 'current'
#                          ^^^^^^^^^ timeline
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a number',
      majors: { first: 12 },
      files: {
        'postgresql.conf': `
recovery_target_xid = '4711'
`,
      },
      onServer: { starts: true },
    },
  ],
});
