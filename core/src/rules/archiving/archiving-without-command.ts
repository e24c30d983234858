import { defineRule } from '../rule.ts';

/** Archiving that has nothing to run: the archiver warns every minute, and all WAL is kept (`pgarch.c`). */
export const archivingWithoutCommand = defineRule({
  id: 'archiving-without-command',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: '`archive_mode` is `on` or `always`, but neither `archive_command` nor (from 15 on) `archive_library` says how to archive.',
    why: 'The server keeps every WAL segment until it has been archived. Nothing archives it, so `pg_wal` grows until the disk is full and the server stops; the log says so every minute.',
    how: 'Set `archive_command` (or `archive_library`), or `archive_mode = off`, which needs a restart.',
    see: ['continuous-archiving.html#BACKUP-ARCHIVING-WAL', 'runtime-config-wal.html#GUC-ARCHIVE-MODE'],
  },
  messages: {
    nothingArchives: 'Nothing archives: the server keeps all WAL until pg_wal fills the disk.',
  },

  check(server, report) {
    const { at } = server.setting('archive_mode');
    if (!at || server.word('archive_mode') === 'off') return;
    // Up to 11, and on a standby with `on`, nothing is archived before a promotion; it is the same trap then.
    const has = (name: string) => server.setting(name).value.trim() !== '';
    if (!has('archive_command') && !has('archive_library')) report(at, 'nothingArchives', {});
  },

  examples: [
    {
      title: 'archiving is on and nothing is said of how',
      files: {
        'postgresql.conf': `
archive_mode = on
#              ^^ nothingArchives
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a command that was emptied',
      files: {
        'postgresql.conf': `
archive_mode = always
#              ^^^^^^ nothingArchives
archive_command = ''
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a command',
      files: {
        'postgresql.conf': `archive_mode = on
archive_command = 'test ! -f /archive/%f && cp %p /archive/%f'
`,
      },
      onServer: { starts: true },
    },
  ],
});
