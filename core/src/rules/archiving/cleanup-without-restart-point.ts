import { commandPlaceholders } from '../../syntax/command.ts';
import { defineRule } from '../rule.ts';
import { archivesNothing } from './shell-words.ts';

/** What may go is what is older than the file of the last restartpoint, which `%r` names. */
export const cleanupWithoutRestartPoint = defineRule({
  id: 'cleanup-without-restart-point',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`archive_cleanup_command` does not use `%r`.',
    why: 'The server runs the command after each restartpoint and gives it, as `%r`, the first file that the standby still needs. Without it the command cannot know what may be removed: `pg_archivecleanup` ends with an error each time and the archive grows, and what removes files by their age may take those that the standby has yet to read.',
    how: "`archive_cleanup_command = 'pg_archivecleanup /archive %r'`.",
    see: ['runtime-config-wal.html#GUC-ARCHIVE-CLEANUP-COMMAND', 'pgarchivecleanup.html'],
  },
  messages: {
    unknown: 'Without %r the command does not know which WAL is still needed: it removes none, or too much.',
  },

  check(server, report) {
    const { at, value } = server.setting('archive_cleanup_command');
    if (!at || value.trim() === '' || archivesNothing(value)) return;
    const letters = commandPlaceholders('archive_cleanup_command', value).map(({ letter }) => letter);
    if (!letters.includes('r')) report(at, 'unknown', {});
  },

  examples: [
    {
      title: 'the file forgotten',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
restore_command = 'cp /archive/%f %p'
archive_cleanup_command = 'pg_archivecleanup /archive'
#                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'with the file',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
restore_command = 'cp /archive/%f %p'
archive_cleanup_command = 'pg_archivecleanup -d /archive %r'
`,
      },
      onServer: { starts: true },
    },
  ],
});
