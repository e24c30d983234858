import { removeLine } from '../edits.ts';
import { defineRule } from '../rule.ts';
import { lineOf, meansTheSame, winnerInFile } from './winner.ts';

/** A parameter that one file sets to two values: only the last line counts. */
export const duplicateSetting = defineRule({
  id: 'duplicate-setting',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'One file gives a parameter two different values.',
    why: 'The last line wins without a word, so whoever edits this line sees no effect.',
    how: 'Keep one of the lines.',
    see: ['config-setting.html#CONFIG-SETTING-CONFIGURATION-FILE'],
  },
  messages: {
    setAgain: '{name} is set again on line {line}, which wins: this line has no effect.',
  },

  check(server, report) {
    for (const setting of server.settings) {
      const winner = winnerInFile(setting);
      if (!winner?.sameFile || meansTheSame(server, winner.setting, setting)) continue;
      report(
        setting.nameAt,
        'setAgain',
        { name: setting.parameter?.name ?? setting.name, line: lineOf(server, winner.setting) },
        {
          fixes: [
            {
              title: 'Remove this line',
              safety: 'unsafe',
              edits: [removeLine(server, setting.at.uri, setting.nameAt.range)],
            },
          ],
          related: [{ at: winner.setting.at, message: 'This line is in force' }],
          tags: ['unnecessary'],
        },
      );
    }
  },

  examples: [
    {
      title: 'the second line wins',
      files: {
        'postgresql.conf': `
max_wal_senders = 20
#<^^^^^^^^^^^^^ setAgain
max_wal_senders = 5
`,
      },
      fixed: {
        'postgresql.conf': `
max_wal_senders = 5
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'twice the same value changes nothing, however it is written',
      files: {
        'postgresql.conf': `
max_wal_senders = 5
max_wal_senders = 5
max_wal_size = 1GB
max_wal_size = 1024MB
hot_standby = on
hot_standby = yes
`,
      },
      onServer: { starts: true },
    },
  ],
});
