import { defineRule } from '../rule.ts';
import { copyTarget, isRelative } from './shell-words.ts';

/** A relative target: the command runs in the data directory (`pgarch.c`). */
export const archiveInsideDataDirectory = defineRule({
  id: 'archive-inside-data-directory',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'The file that `archive_command` writes lies in the data directory: a relative path, or one below `data_directory`.',
    why: 'The command runs in the data directory. An archive there is lost together with the server, is copied into every base backup, and fills the disk that `pg_wal` needs.',
    how: 'Archive to another disk, better to another machine, and write its path in full.',
    see: ['continuous-archiving.html#BACKUP-ARCHIVING-WAL'],
  },
  messages: {
    inside: '{path} lies in the data directory: the archive is lost together with the server.',
  },

  check(server, report) {
    const { at, value } = server.setting('archive_command');
    const path = at && server.word('archive_mode') !== 'off' ? copyTarget(value) : undefined;
    if (!at || path === undefined) return;
    const data = server.setting('data_directory').value.replace(/\/+$/, '');
    const isBelow = data !== '' && path.startsWith(`${data}/`);
    if (isRelative(path) || isBelow) report(at, 'inside', { path: path.slice(0, 40) });
  },

  examples: [
    {
      title: 'a relative path',
      files: {
        'postgresql.conf': `
archive_mode = on
archive_command = 'test ! -f archive/%f && cp %p archive/%f'
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ inside
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'another place',
      files: {
        'postgresql.conf': `archive_mode = on
archive_command = 'test ! -f /archive/%f && cp %p /archive/%f'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'another machine',
      files: {
        'postgresql.conf': `archive_mode = on
archive_command = 'rsync --ignore-existing %p backup:wal/%f'
`,
      },
      onServer: { starts: true },
    },
  ],
});
