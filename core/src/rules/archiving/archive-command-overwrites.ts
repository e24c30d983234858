import { defineRule } from '../rule.ts';
import { copiesBlindly } from './shell-words.ts';

/** A copy that does not look what is there. */
export const archiveCommandOverwrites = defineRule({
  id: 'archive-command-overwrites',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`archive_command` copies with `cp`, `scp` or `copy` and does not test whether the file is there already.',
    why: 'Two servers that are given the same archive by mistake, such as an old primary that came back, overwrite each other’s WAL; so may a copy that was broken off leave half a file behind. Either spoils the archive without a word.',
    how: 'Test first (`test ! -f /archive/%f && cp %p /archive/%f`), or use a tool that compares and syncs: pgBackRest, Barman, WAL-G, or `basic_archive` from 15 on.',
    see: ['continuous-archiving.html#BACKUP-ARCHIVING-WAL'],
  },
  messages: {
    overwrites: "Overwrites a file of the same name: two servers on one archive destroy each other's WAL.",
  },

  check(server, report) {
    const { at, value } = server.setting('archive_command');
    if (at && server.word('archive_mode') !== 'off' && copiesBlindly(value)) report(at, 'overwrites', {});
  },

  examples: [
    {
      title: 'a bare cp',
      files: {
        'postgresql.conf': `
archive_mode = on
archive_command = 'cp %p /archive/%f'
#                 ^^^^^^^^^^^^^^^^^^^ overwrites
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a test before it',
      files: {
        'postgresql.conf': `archive_mode = on
archive_command = 'test ! -f /archive/%f && cp %p /archive/%f'
`,
      },
      onServer: { starts: true },
    },
  ],
});
