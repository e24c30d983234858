import { nameOf } from '../../text/uri.ts';
import { defineRule } from '../rule.ts';
import { lineOf, meansTheSame, winnerInFile } from './winner.ts';

/** A value that another file replaces: an included one, or what ALTER SYSTEM wrote. */
export const overriddenSetting = defineRule({
  id: 'overridden-setting',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'A file that is read later gives the parameter another value.',
    why: 'The value written here is never used: an edit of this line has no effect, not even after a restart.',
    how: 'Edit the line in force, or take it out: `ALTER SYSTEM RESET` for a line of postgresql.auto.conf.',
    see: ['config-setting.html#CONFIG-SETTING-CONFIGURATION-FILE', 'sql-altersystem.html'],
  },
  messages: {
    overridden: '{file}, line {line}, sets {name} too and wins: this line has no effect.',
    overriddenByAlterSystem: 'ALTER SYSTEM set {name} in postgresql.auto.conf, which wins: this line has no effect.',
  },

  check(server, report) {
    for (const setting of server.settings) {
      const winner = winnerInFile(setting);
      if (!winner || winner.sameFile || meansTheSame(server, winner.setting, setting)) continue;
      // Patroni keeps what was there before it in this file, and overrides it in the one that includes it.
      if (nameOf(setting.at.uri) === 'postgresql.base.conf') continue;
      const name = setting.parameter?.name ?? setting.name;
      const options = {
        related: [{ at: winner.setting.at, message: 'This line is in force' }],
        tags: ['unnecessary'] as const,
      };
      if (winner.setting.kind === 'auto') report(setting.nameAt, 'overriddenByAlterSystem', { name }, options);
      else {
        const file = nameOf(winner.setting.at.uri);
        report(setting.nameAt, 'overridden', { file, line: lineOf(server, winner.setting), name }, options);
      }
    }
  },

  examples: [
    {
      title: 'what Patroni found and includes',
      files: {
        'postgresql.conf': "include 'postgresql.base.conf'\nmax_connections = 150\n",
        'postgresql.base.conf': 'max_connections = 100\n',
      },
      onServer: { starts: true },
    },
    {
      title: 'ALTER SYSTEM has the last word',
      files: {
        'postgresql.conf': `
wal_level = logical
#<^^^^^^^ overriddenByAlterSystem
`,
        'postgresql.auto.conf': `
wal_level = 'replica'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'an included file that is read later',
      files: {
        'postgresql.conf': `
max_wal_senders = 20
#<^^^^^^^^^^^^^ overridden
include_dir 'conf.d'
`,
        'conf.d/10-replication.conf': `
max_wal_senders = 5
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a setting below the include wins over it',
      files: {
        'postgresql.conf': `
include 'defaults.conf'
max_wal_senders = 5
`,
        'defaults.conf': `
wal_level = replica
`,
      },
      onServer: { starts: true },
    },
  ],
});
