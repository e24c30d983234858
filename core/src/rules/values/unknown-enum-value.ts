import { nearestName } from '../../catalog/nearest-name.ts';
import { defineRule } from '../rule.ts';
import { valueFindings, writeValue } from './value-findings.ts';

/** The word that was most likely meant: the same without blanks and other separators, else the most similar one. */
function meant(value: string, words: readonly string[]): string | undefined {
  const bare = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return words.find((word) => bare(word) === bare(value)) ?? nearestName(value.toLowerCase(), words);
}

/** A word that is none of those a parameter knows. */
export const unknownEnumValue = defineRule({
  id: 'unknown-enum-value',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'The parameter takes one of a few words, and this is none of them.',
    why: 'The server refuses to start. Words are compared as a whole and without case: `min` is not `minimal`, and `t` is not `true` here even where `true` is taken for `on`.',
    how: 'Choose one of the words. Some majors know more of them than others.',
    see: ['config-setting.html#CONFIG-SETTING-NAMES-VALUES'],
  },
  messages: {
    notInEnum: '{name} is one of {words}: the server will not start.',
  },

  check(server, report) {
    for (const finding of valueFindings(server, ['enum'])) {
      const { setting, problem, parameter } = finding;
      if (problem.code !== 'notInEnum') continue;
      const fixes = writeValue(finding, server, meant(setting.value, parameter.values ?? []), 'unsafe');
      report(setting.at, 'notInEnum', { name: parameter.name, words: problem.holes['words'] ?? '' }, { fixes });
    }
  },

  examples: [
    {
      title: 'nearly the right word',
      files: {
        'postgresql.conf': `
wal_level = logcal
#           ^^^^^^ notInEnum
synchronous_commit = remote-apply
#                    ^^^^^^^^^^^^ notInEnum
`,
      },
      fixed: {
        'postgresql.conf': `
wal_level = logical
synchronous_commit = remote_apply
`,
      },
      onServer: { refusesToStart: 'invalid value for parameter "wal_level"' },
    },
    {
      title: 'recovery.conf minds the case of its words',
      majors: { first: 10, last: 11 },
      files: {
        'postgresql.conf': 'hot_standby = on\n',
        'recovery.conf': `
restore_command = 'false'
recovery_target_action = Promote
#                        ^^^^^^^ notInEnum
`,
      },
      fixed: {
        'recovery.conf': `
restore_command = 'false'
recovery_target_action = promote
`,
      },
      onServer: { refusesToStart: 'invalid value for recovery parameter "recovery_target_action"' },
    },
    {
      title: 'old words that are still taken',
      files: {
        'postgresql.conf': `
wal_level = hot_standby
synchronous_commit = TRUE
`,
      },
      onServer: { starts: true },
    },
  ],
});
