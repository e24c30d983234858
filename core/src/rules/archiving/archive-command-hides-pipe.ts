import { defineRule } from '../rule.ts';
import { hidesPipe } from './shell-words.ts';

/** Of a pipe the shell tells how its last command ended, whatever became of the others. */
export const archiveCommandHidesPipe = defineRule({
  id: 'archive-command-hides-pipe',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`archive_command` pipes `%p` from one command into another.',
    why: 'The exit status of a pipe is that of its last command. Where the first one fails (a disk that cannot be read, an encryption without its key, memory that is short), the last one stores what came so far, and succeeds: the server recycles the segment, and the archive has half a file.',
    how: "Run it by `bash -o pipefail -c '…'`, write into a file first and move it in a second step behind `&&`, or use a tool that compresses and encrypts itself: pgBackRest, Barman, WAL-G.",
    see: ['continuous-archiving.html#BACKUP-ARCHIVING-WAL'],
  },
  messages: {
    hidden: 'A pipe hides that its first command failed: half a segment is archived, and the whole one recycled.',
  },

  check(server, report) {
    const { at, value } = server.setting('archive_command');
    if (at && server.word('archive_mode') !== 'off' && hidesPipe(value)) report(at, 'hidden', {});
  },

  examples: [
    {
      title: 'compressed on the way to another machine',
      files: {
        'postgresql.conf': `
archive_mode = on
archive_command = 'gzip -c %p | ssh backup "cat > wal/%f.gz"'
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hidden
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'with pipefail, and without a pipe',
      files: {
        'postgresql.conf': `archive_mode = on
archive_command = 'bash -o pipefail -c "gzip -c %p | ssh backup cat \\\\> wal/%f.gz"'
restore_command = 'ssh backup "cat wal/%f.gz" | gunzip > %p'
`,
      },
      majors: { first: 12 },
      onServer: { starts: true },
    },
    {
      title: 'a bar inside quotes, and one that means or',
      files: {
        'postgresql.conf': `archive_mode = on
archive_command = 'cp %p "/archive/a|b/%f" || exit 1'
`,
      },
      onServer: { starts: true },
    },
  ],
});
