import { defineRule } from '../rule.ts';
import { hidesFailure } from './shell-words.ts';

/** An exit status that lies. */
export const archiveCommandAlwaysSucceeds = defineRule({
  id: 'archive-command-always-succeeds',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`archive_command` ends in something that always succeeds: `; true`, `|| true`, `; exit 0`, `&` and the like.',
    why: 'The server recycles a segment as soon as the command exits with 0. A copy that failed, because the archive was full or away, is then lost for good, and no backup older than that gap can be recovered beyond it.',
    how: 'Let the exit status of the copy be that of the command: join steps with `&&`, and remove what hides a failure. The server retries a failed segment until it succeeds.',
    see: ['continuous-archiving.html#BACKUP-ARCHIVING-WAL'],
  },
  messages: {
    alwaysSucceeds: 'Succeeds even where the copy fails: that WAL is recycled and lost, and recovery ends at the gap.',
  },

  check(server, report) {
    const { at, value } = server.setting('archive_command');
    if (at && server.word('archive_mode') !== 'off' && hidesFailure(value)) report(at, 'alwaysSucceeds', {});
  },

  examples: [
    {
      title: '; true',
      files: {
        'postgresql.conf': `
archive_mode = on
archive_command = 'cp %p /archive/%f; true'
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^ alwaysSucceeds
`,
      },
      onServer: { starts: true },
    },
    {
      title: '|| exit 0',
      files: {
        'postgresql.conf': `
archive_mode = on
archive_command = 'rsync -a %p backup:wal/%f || exit 0'
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ alwaysSucceeds
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'in the background',
      files: {
        'postgresql.conf': `
archive_mode = on
archive_command = 'rsync -a %p backup:wal/%f &'
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ alwaysSucceeds
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'steps joined by &&',
      files: {
        'postgresql.conf': `archive_mode = on
archive_command = 'test ! -f /archive/%f && cp %p /archive/%f'
`,
      },
      onServer: { starts: true },
    },
  ],
});
