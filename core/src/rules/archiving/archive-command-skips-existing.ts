import { defineRule } from '../rule.ts';
import { skipsExisting } from './shell-words.ts';

/** What is there already counts as archived, whatever it is. */
export const archiveCommandSkipsExisting = defineRule({
  id: 'archive-command-skips-existing',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`archive_command` succeeds without a copy where a file of that name is there: `test -f /archive/%f || cp …`.',
    why: 'The file that is there may be half of one, left by a copy that was broken off, or that of another server. The segment counts as archived and is recycled; the mistake shows at the recovery.',
    how: 'Let the command fail where the file is there and differs: `test ! -f /archive/%f && cp %p /archive/%f`, or, so that a copy that was made but not confirmed does not block, `cmp -s %p /archive/%f || (test ! -f /archive/%f && cp %p /archive/%f)`.',
    see: ['continuous-archiving.html#BACKUP-ARCHIVING-WAL'],
  },
  messages: {
    skips: 'Counts any file of that name as the segment, half a copy too: the real one is recycled and lost.',
  },

  check(server, report) {
    const { at, value } = server.setting('archive_command');
    if (at && server.word('archive_mode') !== 'off' && skipsExisting(value)) report(at, 'skips', {});
  },

  examples: [
    {
      title: 'there, so archived',
      files: {
        'postgresql.conf': `
archive_mode = on
archive_command = 'test -f /archive/%f || cp %p /archive/%f'
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ skips
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'in brackets',
      files: {
        'postgresql.conf': `
archive_mode = on
archive_command = '[ -e "/archive/%f" ] || cp %p "/archive/%f"'
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ skips
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'compared first, and never overwritten',
      files: {
        'postgresql.conf': `archive_mode = on
archive_command = 'cmp -s %p /archive/%f || (test ! -f /archive/%f && cp %p /archive/%f)'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'there, so no copy, and no success either',
      files: {
        'postgresql.conf': `archive_mode = on
archive_command = 'test ! -f /archive/%f && cp %p /archive/%f'
`,
      },
      onServer: { starts: true },
    },
  ],
});
