import { defineRule } from '../rule.ts';
import { hidesFailure } from './shell-words.ts';

/** The end of the archive cannot be seen. */
export const restoreCommandAlwaysSucceeds = defineRule({
  id: 'restore-command-always-succeeds',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`restore_command` ends in something that always succeeds.',
    why: 'A status other than 0 is how the server learns that the archive does not have a file. A command that succeeds without delivering one makes a recovery stop with an error or look for the same file for ever, and a standby never changes to streaming.',
    how: 'Let the exit status of the copy be that of the command.',
    see: ['continuous-archiving.html#BACKUP-PITR-RECOVERY'],
  },
  messages: {
    alwaysSucceeds: 'Succeeds without a file too: the server cannot see where the archive ends.',
  },

  check(server, report) {
    const { at, value } = server.setting('restore_command');
    if (at && hidesFailure(value)) report(at, 'alwaysSucceeds', {});
  },

  examples: [
    {
      title: '|| true',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
restore_command = 'cp /archive/%f %p || true'
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ alwaysSucceeds
`,
      },
    },
    {
      title: 'a plain copy',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': "restore_command = 'cp /archive/%f %p'\n",
      },
      onServer: { starts: true },
    },
  ],
});
