import { commandPlaceholders } from '../../syntax/command.ts';
import { defineRule } from '../rule.ts';
import { archivesNothing } from './shell-words.ts';

/** A command that is meant to deliver nothing, so that recovery uses what is in `pg_wal`. */
function deliversNothing(command: string): boolean {
  return archivesNothing(command) || /^\s*(?:(?:(?:\/usr)?\/bin\/)?false|exit\s+\d+)\s*;?\s*$/.test(command);
}

/** A command that is not told which file to fetch, or where to put it (`RestoreArchivedFile`). */
export const restoreCommandWithoutPath = defineRule({
  id: 'restore-command-without-path',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`restore_command` lacks `%f` or `%p`.',
    why: 'The server asks for one file after the other: `%f` is its name in the archive, `%p` where to put it. Without `%f` the command cannot know which file is wanted, and every segment is answered with the same one; without `%p` what it fetches is not found by the server.',
    how: 'Hand on both, `%f` for the file to read and `%p` for the place to write: `cp /archive/%f %p`, `pgbackrest --stanza=main archive-get %f "%p"`, `wal-g wal-fetch %f %p`.',
    see: ['continuous-archiving.html#BACKUP-PITR-RECOVERY', 'runtime-config-wal.html#GUC-RESTORE-COMMAND'],
  },
  messages: {
    noName: 'Without %f the command does not know which file is wanted: recovery finds no usable WAL in the archive.',
    noPath: 'Without %p the command does not know where to put the file: recovery finds no WAL from the archive.',
  },

  check(server, report) {
    const { at, value } = server.setting('restore_command');
    if (!at || value.trim() === '' || deliversNothing(value)) return;
    const letters = commandPlaceholders('restore_command', value).map(({ letter }) => letter);
    if (!letters.includes('f')) report(at, 'noName', {});
    else if (!letters.includes('p')) report(at, 'noPath', {});
  },

  examples: [
    {
      title: 'always the same file',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
restore_command = 'cp /archive/latest %p'
#                 ^^^^^^^^^^^^^^^^^^^^^^^ noName
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'no place to put it',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
restore_command = 'cp /archive/%f pg_wal'
#                 ^^^^^^^^^^^^^^^^^^^^^^^ noPath
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'recovery from what is in pg_wal only',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': "restore_command = '/bin/false'\n",
      },
      onServer: { starts: true },
    },
  ],
});
