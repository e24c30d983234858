import { defineRule } from '../rule.ts';

/** The library archives only where it is told where to (`basic_archive_configured`). */
export const basicArchiveWithoutDirectory = defineRule({
  id: 'basic-archive-without-directory',
  severity: 'warning',
  versions: { first: 15 },
  needsCompleteServer: true,
  docs: {
    what: '`archive_library` is `basic_archive`, and `basic_archive.archive_directory` is not set.',
    why: 'The server starts and says in its log only, `archive_mode enabled, yet archiving is not configured`. No WAL is archived, and all of it is kept, until the disk is full.',
    how: "Set `basic_archive.archive_directory = '/archive'`, a folder that is there and that the server may write to, and reload.",
    see: ['basic-archive.html', 'runtime-config-wal.html#GUC-ARCHIVE-LIBRARY'],
  },
  messages: {
    noDirectory:
      'basic_archive.archive_directory is not set: nothing is archived, and WAL is kept until the disk is full.',
  },

  check(server, report) {
    const { at, value } = server.setting('archive_library');
    // A live server tells nothing of a parameter whose library only the archiver loads.
    if (at?.kind !== 'file' || !/^(?:\$libdir\/)?basic_archive$/.test(value)) return;
    if (server.word('archive_mode') === 'off' || server.setting('basic_archive.archive_directory').value !== '') return;
    report(at, 'noDirectory', {});
  },

  examples: [
    {
      title: 'no place named',
      files: {
        'postgresql.conf': `
archive_mode = on
archive_library = 'basic_archive'
#                 ^^^^^^^^^^^^^^^ noDirectory
`,
      },
    },
    {
      title: 'a place named',
      files: {
        'postgresql.conf': `
archive_mode = on
archive_library = 'basic_archive'
basic_archive.archive_directory = '/archive'
`,
      },
    },
  ],
});
