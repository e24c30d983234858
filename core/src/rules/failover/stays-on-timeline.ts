import { setParameter } from '../edits.ts';
import { defineRule } from '../rule.ts';

/** A promotion begins a new timeline; up to 11 a standby keeps to its own unless told otherwise. */
export const staysOnTimeline = defineRule({
  id: 'stays-on-timeline',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: '`recovery_target_timeline` of a standby is not `latest`. Up to 11 `latest` has to be written, from 12 on it is the default.',
    why: 'When another standby is promoted, it begins a new timeline. This one keeps to the old timeline, where no more WAL comes, and cannot follow the new primary.',
    how: "Set `recovery_target_timeline = 'latest'`.",
    see: ['runtime-config-wal.html#GUC-RECOVERY-TARGET-TIMELINE', 'continuous-archiving.html#BACKUP-TIMELINES'],
  },
  messages: {
    stays: 'Not "latest": when another standby is promoted, this one does not follow it onto the new timeline.',
  },

  check(server, report) {
    const { at, value } = server.setting('recovery_target_timeline');
    if (server.role !== 'standby' || value === 'latest') return;
    const place = at ?? server.setting('standby_mode').at;
    if (!place) return;
    const title = 'Set recovery_target_timeline to latest';
    const edits = setParameter(server, 'recovery_target_timeline', 'latest');
    report(place, 'stays', {}, { fixes: [{ title, safety: 'unsafe', edits }] });
  },

  examples: [
    {
      title: 'the default up to 11',
      majors: { first: 10, last: 11 },
      files: {
        'postgresql.conf': '',
        'recovery.conf': `
standby_mode = on
#              ^^ stays
primary_conninfo = 'host=127.0.0.1 port=1'
`,
      },
      fixed: {
        'recovery.conf': `
standby_mode = on
primary_conninfo = 'host=127.0.0.1 port=1'
recovery_target_timeline = latest
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'told to stay',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
recovery_target_timeline = 'current'
#                          ^^^^^^^^^ stays
`,
      },
      fixed: {
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1'
recovery_target_timeline = latest
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'the default from 12 on',
      majors: { first: 12 },
      files: { 'standby.signal': '', 'postgresql.conf': "primary_conninfo = 'host=127.0.0.1 port=1'\n" },
      onServer: { starts: true },
    },
  ],
});
