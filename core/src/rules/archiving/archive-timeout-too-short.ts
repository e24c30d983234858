import { defineRule } from '../rule.ts';

/** Every forced switch fills a whole segment. */
export const archiveTimeoutTooShort = defineRule({
  id: 'archive-timeout-too-short',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`archive_timeout` is between 1 and 59 seconds, while archiving is on.',
    why: 'Each switch archives a segment of full size (16 MB unless initdb was told otherwise), however little is in it: at 10 seconds more than 130 GB a day.',
    how: 'One minute or more is usual; where less may be lost, let `pg_receivewal` or a standby stream instead.',
    see: ['runtime-config-wal.html#GUC-ARCHIVE-TIMEOUT'],
  },
  messages: {
    tooShort: 'At least one whole segment every {seconds} s, however little is in it: the archive swells.',
  },

  check(server, report) {
    const { at } = server.setting('archive_timeout');
    const seconds = server.number('archive_timeout');
    if (at && seconds > 0 && seconds < 60 && server.word('archive_mode') !== 'off') report(at, 'tooShort', { seconds });
  },

  examples: [
    {
      title: 'ten seconds',
      files: {
        'postgresql.conf': `
archive_mode = on
archive_command = '/usr/local/bin/archive %p %f'
archive_timeout = 10s
#                 ^^^ tooShort
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a minute',
      files: {
        'postgresql.conf': `archive_mode = on
archive_command = '/usr/local/bin/archive %p %f'
archive_timeout = 60
`,
      },
      onServer: { starts: true },
    },
  ],
});
