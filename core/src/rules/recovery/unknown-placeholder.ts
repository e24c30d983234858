import type { ServerConfig } from '../../model/server-config.ts';
import { defineRule } from '../rule.ts';
import { unknownPlaceholders } from './placeholders.ts';
import { startsInRecovery } from './targets.ts';

/** Commands by the message that names what happens when the server is to run them. */
const commands = [
  { parameter: 'archive_command', message: 'archive' },
  { parameter: 'restore_command', message: 'restore' },
  { parameter: 'archive_cleanup_command', message: 'cleanup' },
  { parameter: 'recovery_end_command', message: 'end' },
  { parameter: 'ssl_passphrase_command', message: 'passphrase' },
] as const;

function saidElsewhere(server: ServerConfig, parameter: string): boolean {
  return parameter === 'restore_command' && startsInRecovery(server);
}

/** From 16 on a command with a placeholder that the server does not know is not run at all. */
export const unknownPlaceholder = defineRule({
  id: 'unknown-placeholder',
  severity: 'warning',
  versions: { first: 16 },
  needsCompleteServer: false,
  docs: {
    what: 'A shell command of the configuration holds a `%` with a letter that has no meaning in it, or at its end.',
    why: 'From 16 on the server refuses to run such a command (`replace_percent_placeholders`), and says so only then: WAL is not archived and piles up, a recovery ends with an error. `archive_command` knows `%p` and `%f`, `restore_command` also `%r`, `archive_cleanup_command` and `recovery_end_command` only `%r`, `ssl_passphrase_command` only `%p`; all know `%%`.',
    how: 'Write `%%` for a percent sign, as in `date +%%F`.',
    see: ['runtime-config-wal.html#GUC-ARCHIVE-COMMAND', 'runtime-config-wal.html#GUC-ARCHIVE-CLEANUP-COMMAND'],
  },
  messages: {
    archive: 'archive_command does not know {placeholder}: no WAL is archived, and pg_wal fills the disk.',
    restore: 'restore_command does not know {placeholder}: a recovery or standby started with it will fail.',
    cleanup: 'archive_cleanup_command does not know {placeholder}: nothing is ever removed from the archive.',
    end: 'recovery_end_command does not know {placeholder}: the server fails at the very end of recovery.',
    passphrase: 'ssl_passphrase_command does not know {placeholder}: the key cannot be read where it is needed.',
  },

  check(server, report) {
    for (const { parameter, message } of commands) {
      if (saidElsewhere(server, parameter)) continue;
      for (const { placeholder, at, fix } of unknownPlaceholders(server, parameter)) {
        report(at, message, { placeholder: `%${placeholder.letter}` }, { fixes: [fix] });
      }
    }
  },

  examples: [
    {
      title: 'a date in archive_command',
      files: {
        'postgresql.conf': `
archive_mode = on
archive_command = 'cp "%p" /archive/$(date +%F)/%f'
#                                           ^^ archive
`,
      },
      fixed: {
        'postgresql.conf': `
archive_mode = on
archive_command = 'cp "%p" /archive/$(date +%%F)/%f'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'letters of other commands',
      files: {
        'postgresql.conf': `
archive_cleanup_command = 'pg_archivecleanup /archive %f'
#                                                     ^^ cleanup
recovery_end_command = 'rm /archive/%p'
#                                   ^^ end
restore_command = 'cp /archive/%f %p %d'
#                                    ^^ restore
ssl_passphrase_command = 'cat %f'
#                             ^^ passphrase
`,
      },
      fixed: {
        'postgresql.conf': `
archive_cleanup_command = 'pg_archivecleanup /archive %%f'
recovery_end_command = 'rm /archive/%%p'
restore_command = 'cp /archive/%f %p %%d'
ssl_passphrase_command = 'cat %%f'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'the letters they know',
      files: {
        'postgresql.conf': `
archive_command = 'cp "%p" "/archive/%f" && echo 100%%'
archive_cleanup_command = 'pg_archivecleanup /archive %r'
`,
      },
      onServer: { starts: true },
    },
  ],
});
