import { defineRule } from '../rule.ts';
import { archivesNothing } from './shell-words.ts';

/** A command that says yes and does nothing. */
export const archiveCommandArchivesNothing = defineRule({
  id: 'archive-command-archives-nothing',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`archive_command` does nothing but succeed (`true`, `/bin/true`, `:`, `exit 0`), while archiving is on.',
    why: 'Every segment counts as archived and is recycled. That keeps `pg_wal` small, and it keeps the restart away that switching archiving on would need; but there is no archive, so no recovery to a point in time and no standby that catches up from one.',
    how: 'If no archive is wanted, say so in a comment and ignore this rule. Else set a real command: a reload is enough.',
    see: ['continuous-archiving.html#BACKUP-ARCHIVING-WAL'],
  },
  messages: {
    archivesNothing:
      'Succeeds without archiving anything: WAL is thrown away, and there is no archive to recover from.',
  },

  check(server, report) {
    const { at, value } = server.setting('archive_command');
    if (at && server.word('archive_mode') !== 'off' && archivesNothing(value)) report(at, 'archivesNothing', {});
  },

  examples: [
    {
      title: '/bin/true',
      files: {
        'postgresql.conf': `
archive_mode = on
archive_command = '/bin/true'
#                 ^^^^^^^^^^^ archivesNothing
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'archiving is off',
      files: {
        'postgresql.conf': "archive_command = '/bin/true'\n",
      },
      onServer: { starts: true },
    },
  ],
});
