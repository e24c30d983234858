import { valueOrFile } from '../places.ts';
import { defineRule } from '../rule.ts';

/** What a project that ships WAL asks of its primary. */
export const archivingNotConfigured = defineRule({
  id: 'archiving-not-configured',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: true,
  presets: ['wal-shipping'],
  docs: {
    what: 'The project ships WAL, but `archive_mode` of this primary is `off` (its default).',
    why: 'No segment leaves the server: standbys that follow the archive get nothing, and there is no recovery to a point in time.',
    how: 'Set `archive_mode = on` and a command or library; it needs a restart.',
    see: ['warm-standby.html#STANDBY-PLANNING', 'runtime-config-wal.html#GUC-ARCHIVE-MODE'],
  },
  messages: {
    off: 'archive_mode is off, so no WAL is shipped: standbys that follow the archive stand still.',
  },

  check(server, report) {
    const at = valueOrFile(server, 'archive_mode');
    if (at && server.role === 'primary' && server.word('archive_mode') === 'off') report(at, 'off', {});
  },

  examples: [
    {
      title: 'nothing said',
      files: {
        'postgresql.conf': `
# @ off
max_wal_senders = 4
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'archiving is on',
      files: {
        'postgresql.conf': `archive_mode = on
archive_command = '/usr/local/bin/archive %p %f'
`,
      },
      onServer: { starts: true },
    },
  ],
});
