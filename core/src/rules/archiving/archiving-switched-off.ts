import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';
import { archivesNothing } from './shell-words.ts';

/** A command or library that is never used. */
export const archivingSwitchedOff = defineRule({
  id: 'archiving-switched-off',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: '`archive_command` or `archive_library` is set, but `archive_mode` is `off` (its default).',
    why: 'Nothing is archived, and nothing says so. Who counts on an archive finds out when it is needed.',
    how: 'Set `archive_mode = on` and restart, or empty the command.',
    see: ['runtime-config-wal.html#GUC-ARCHIVE-MODE'],
  },
  messages: {
    neverUsed: 'Never used: archive_mode is off, so nothing is archived.',
  },

  check(server, report) {
    if (server.word('archive_mode') !== 'off') return;
    for (const name of ['archive_command', 'archive_library']) {
      const { at, value } = server.setting(name);
      if (at && value.trim() !== '' && !archivesNothing(value))
        report(at, 'neverUsed', {}, { related: linesOf(server, 'archive_mode') });
    }
  },

  examples: [
    {
      title: 'a command without archive_mode',
      files: {
        'postgresql.conf': `
archive_command = 'test ! -f /archive/%f && cp %p /archive/%f'
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ neverUsed
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'switched on',
      files: {
        'postgresql.conf': `archive_mode = on
archive_command = 'test ! -f /archive/%f && cp %p /archive/%f'
`,
      },
      onServer: { starts: true },
    },
  ],
});
