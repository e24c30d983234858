import { nearestName } from '../../catalog/nearest-name.ts';
import { defineRule, replace } from '../rule.ts';

/** A name that recovery.conf of 10 and 11 does not know; there names are told apart by case. */
export const unknownRecoveryParameter = defineRule({
  id: 'unknown-recovery-parameter',
  severity: 'error',
  versions: { first: 10, last: 11 },
  needsCompleteServer: false,
  docs: {
    what: 'A line of `recovery.conf` sets a parameter that does not belong there.',
    why: 'The server ends with an error when it reads the file at its start (`readRecoveryCommandFile`). Only the parameters of recovery are allowed, in small letters: settings such as `hot_standby` belong in postgresql.conf.',
    how: 'Correct the name, or move the line to postgresql.conf.',
    see: ['recovery-config.html'],
  },
  messages: {
    unknown: 'recovery.conf knows no parameter "{name}": the server does not start.',
    misspelt: 'recovery.conf knows no parameter "{name}", did you mean {nearest}? The server does not start.',
    elsewhere: '{name} belongs in postgresql.conf: in recovery.conf it keeps the server from starting.',
  },

  check(server, report) {
    const known = [...server.catalog.parameters].flatMap(({ name, context }) => (context === 'recovery' ? [name] : []));
    for (const setting of server.settings) {
      if (setting.kind !== 'recovery' || setting.parameter) continue;
      const { name: written, nameAt } = setting;
      const name = written.slice(0, 40);
      const nearest = nearestName(written, known);
      if (server.catalog.get(written)) report(nameAt, 'elsewhere', { name });
      else if (nearest === undefined) report(nameAt, 'unknown', { name });
      else {
        const fix = { title: `Change to ${nearest}`, safety: 'unsafe', edits: replace(nameAt, nearest) } as const;
        report(nameAt, 'misspelt', { name, nearest }, { fixes: [fix] });
      }
    }
  },

  examples: [
    {
      title: 'capital letters, a parameter of another file, and one of neither',
      files: {
        'postgresql.conf': 'wal_level = replica\n',
        'recovery.conf': `
Standby_Mode = on
#<^^^^^^^^^^ misspelt
restore_command = 'cp /archive/%f "%p"'
hot_standby = on
#<^^^^^^^^^ elsewhere
follow = pg1
#<^^^^ unknown
`,
      },
      fixed: {
        'recovery.conf': `
standby_mode = on
restore_command = 'cp /archive/%f "%p"'
hot_standby = on
follow = pg1
`,
      },
      onServer: { refusesToStart: 'unrecognized recovery parameter' },
    },
    {
      title: 'a standby',
      files: {
        'postgresql.conf': 'hot_standby = on\n',
        'recovery.conf': `
standby_mode = on
primary_conninfo = 'host=127.0.0.1 port=1'
`,
      },
      onServer: { starts: true },
    },
  ],
});
