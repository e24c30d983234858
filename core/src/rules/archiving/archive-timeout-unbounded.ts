import { valueOrFile } from '../places.ts';
import { defineRule } from '../rule.ts';

/** How old the newest segment of an archive may be. */
export const archiveTimeoutUnbounded = defineRule({
  id: 'archive-timeout-unbounded',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: true,
  presets: ['wal-shipping'],
  docs: {
    what: 'The project ships WAL, but `archive_timeout` is 0 (its default).',
    why: 'A segment is archived when it is full. On a quiet server that may take hours, in which an archive and the standbys that follow it miss the newest changes.',
    how: 'Set `archive_timeout` to the longest time whose changes may be lost, one to five minutes as a rule.',
    see: ['runtime-config-wal.html#GUC-ARCHIVE-TIMEOUT'],
  },
  messages: {
    unbounded: 'Without archive_timeout a quiet server ships its newest changes hours later.',
  },

  check(server, report) {
    const at = valueOrFile(server, 'archive_timeout');
    const archives = server.role === 'primary' && server.word('archive_mode') !== 'off';
    if (at && archives && server.number('archive_timeout') === 0) report(at, 'unbounded', {});
  },

  examples: [
    {
      title: 'nothing said',
      files: {
        'postgresql.conf': `
# @ unbounded
archive_mode = on
archive_command = '/usr/local/bin/archive %p %f'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'two minutes',
      files: {
        'postgresql.conf': `archive_mode = on
archive_command = '/usr/local/bin/archive %p %f'
archive_timeout = 2min
`,
      },
      onServer: { starts: true },
    },
  ],
});
