import { valueOrFile } from '../places.ts';
import { defineRule } from '../rule.ts';

/** What a project that ships WAL asks of its standbys. */
export const standbyWithoutArchive = defineRule({
  id: 'standby-without-archive',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: true,
  presets: ['wal-shipping'],
  docs: {
    what: 'The project ships WAL, but this standby has no `restore_command`.',
    why: 'It cannot read the archive: once its primary has recycled a segment that it still needs, it has to be made anew.',
    how: 'Set `restore_command` to fetch from the archive, even if it streams as well.',
    see: ['warm-standby.html#STANDBY-SERVER-SETUP'],
  },
  messages: {
    noRestore: 'Without restore_command this standby cannot read the archive that the project ships WAL to.',
  },

  check(server, report) {
    const at = valueOrFile(server, 'restore_command');
    const isStandby = server.roleIsKnown && server.role === 'standby';
    if (at && isStandby && server.setting('restore_command').value.trim() === '') report(at, 'noRestore', {});
  },

  examples: [
    {
      title: 'streaming only',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
# @ noRestore
primary_conninfo = 'host=127.0.0.1 port=1'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'both',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `primary_conninfo = 'host=127.0.0.1 port=1'
restore_command = 'cp /archive/%f %p'
`,
      },
      onServer: { starts: true },
    },
  ],
});
