import { defineRule } from '../rule.ts';
import { unknownPlaceholders } from './placeholders.ts';
import { startsInRecovery } from './targets.ts';

/** From 16 on recovery gives up when it is to run a command with a placeholder it does not know. */
export const restoreCommandPlaceholder = defineRule({
  id: 'restore-command-placeholder',
  severity: 'error',
  versions: { first: 16 },
  needsCompleteServer: false,
  docs: {
    what: '`restore_command` holds a `%` that is followed by something else than `f`, `p`, `r` or `%`, and this server recovers.',
    why: 'From 16 on (`replace_percent_placeholders`) the startup process ends with an error the first time it is to fetch a file, which is at the start: the server shuts down again. Up to 15 the sign was passed to the shell as it was.',
    how: 'Write `%%` for a percent sign, as in `date +%%F`.',
    see: ['runtime-config-wal.html#GUC-RESTORE-COMMAND'],
  },
  messages: {
    unknown: 'Unknown placeholder %{letter}: recovery ends with an error when the command is run, at the start.',
    trailing: 'A lone % at the end: recovery ends with an error when the command is run, at the start.',
  },

  check(server, report) {
    if (!startsInRecovery(server) || server.signals.has('recovery.conf')) return;
    for (const { placeholder, at, fix } of unknownPlaceholders(server, 'restore_command')) {
      const { letter } = placeholder;
      if (letter === '') report(at, 'trailing', {}, { fixes: [fix] });
      else report(at, 'unknown', { letter }, { fixes: [fix] });
    }
  },

  examples: [
    {
      title: 'a date in a command of a standby',
      files: {
        'standby.signal': '',
        'postgresql.conf': `
restore_command = 'fetch --day $(date +%F) %f "%p" 2>&1'
#                                      ^^ unknown
`,
      },
      fixed: {
        'postgresql.conf': `
restore_command = 'fetch --day $(date +%%F) %f "%p" 2>&1'
`,
      },
      onServer: { refusesToStart: 'restore_command' },
    },
    {
      title: 'a lone sign at the end',
      files: {
        'recovery.signal': '',
        'postgresql.conf': `
restore_command = 'cp /archive/%f "%p" || echo ''100%'
#                                                   ^ trailing
`,
      },
      fixed: {
        'postgresql.conf': `
restore_command = 'cp /archive/%f "%p" || echo ''100%%'
`,
      },
      onServer: { refusesToStart: 'restore_command' },
    },
    {
      title: 'doubled',
      files: {
        'standby.signal': '',
        'postgresql.conf': `
restore_command = 'test -f "/archive/$(date +%%F)/%f" && cp "/archive/$(date +%%F)/%f" "%p"'
`,
      },
      onServer: { starts: true },
    },
  ],
});
