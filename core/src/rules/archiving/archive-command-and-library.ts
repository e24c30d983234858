import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';

/** Two ways to archive at once (`pgarch.c:LoadArchiveLibrary`). */
export const archiveCommandAndLibrary = defineRule({
  id: 'archive-command-and-library',
  severity: 'warning',
  versions: { first: 15 },
  needsCompleteServer: false,
  docs: {
    what: 'Both `archive_command` and `archive_library` are set.',
    why: 'From 16 on the archiver gives up each time it starts (`both archive_command and archive_library set`): nothing is archived, and WAL piles up. 15 takes the library without a word, and the command is never run.',
    how: 'Empty one of the two.',
    see: ['runtime-config-wal.html#GUC-ARCHIVE-LIBRARY'],
  },
  messages: {
    nothingArchived:
      'Together with archive_library the archiver refuses to work: nothing is archived, and WAL piles up.',
    libraryWins: 'Never run: archive_library is set too, and 15 takes that one without a word.',
  },

  check(server, report) {
    const { at, value } = server.setting('archive_command');
    if (!at || value.trim() === '' || server.setting('archive_library').value.trim() === '') return;
    const related = linesOf(server, 'archive_library');
    report(at, server.catalog.major >= 16 ? 'nothingArchived' : 'libraryWins', {}, { related });
  },

  examples: [
    {
      title: 'both, from 16 on',
      majors: { first: 16 },
      files: {
        'postgresql.conf': `
archive_mode = on
archive_library = 'basic_archive'
archive_command = 'cp %p /archive/%f'
#                 ^^^^^^^^^^^^^^^^^^^ nothingArchived
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'both in 15',
      majors: { first: 15, last: 15 },
      files: {
        'postgresql.conf': `
archive_mode = on
archive_library = 'basic_archive'
archive_command = 'cp %p /archive/%f'
#                 ^^^^^^^^^^^^^^^^^^^ libraryWins
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'the command emptied',
      files: {
        'postgresql.conf': `archive_mode = on
archive_library = 'basic_archive'
archive_command = ''
`,
      },
      onServer: { starts: true },
    },
  ],
});
