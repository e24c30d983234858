import { nearestName } from '../../catalog/nearest-name.ts';
import { defineRule } from '../rule.ts';
import { valueFindings, writeValue } from './value-findings.ts';

const yes = ['enable', 'enabled', 'active', 'ja', 'si', 'oui', 'onn', 'truee'];
const no = ['disable', 'disabled', 'inactive', 'nein', 'none', 'never', 'null', 'offf', 'non'];
const words = ['on', 'off', 'true', 'false', 'yes', 'no'];

/** What somebody who wrote this most likely meant; undefined for a guess that is no better than a coin. */
function meant(value: string): string | undefined {
  const word = value.trim().toLowerCase();
  if (words.includes(word) || word === '1' || word === '0') return word;
  if (yes.includes(word)) return 'on';
  if (no.includes(word)) return 'off';
  return word.length > 2 ? nearestName(word, words) : undefined;
}

/** A switch that is neither on nor off. */
export const invalidBoolean = defineRule({
  id: 'invalid-boolean',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'A parameter that is a switch has a value that is neither on nor off.',
    why: 'The server does not guess: it refuses to start. At a reload it keeps the old value and says so in its log only.',
    how: 'Write `on` or `off`. `true`, `yes`, `1`, `false`, `no`, `0` and their first letters mean the same; blanks inside quotes do not belong there.',
    see: ['config-setting.html#CONFIG-SETTING-NAMES-VALUES'],
  },
  messages: {
    notBoolean: '{name} is on or off, not {value}: the server will not start.',
    onlyOff: '{name} can only be off since 12: the server will not start.',
    onlyOn: '{name} can only be on since 19: the server will not start.',
  },

  check(server, report) {
    for (const finding of valueFindings(server, ['bool'])) {
      const { setting, problem, parameter } = finding;
      const { name } = parameter;
      if (problem.code === 'notBoolean') {
        const value = problem.holes['value'] || 'empty';
        const fixes = writeValue(finding, server, meant(setting.value), 'unsafe');
        report(setting.at, 'notBoolean', { name, value }, { fixes });
      } else if (problem.code === 'onlyOff' || problem.code === 'onlyOn') {
        const value = problem.code === 'onlyOff' ? 'off' : 'on';
        report(setting.at, problem.code, { name }, { fixes: writeValue(finding, server, value, 'unsafe') });
      }
    }
  },

  examples: [
    {
      title: 'a word the server does not know',
      files: {
        'postgresql.conf': `
hot_standby = enabled
#             ^^^^^^^ notBoolean
`,
      },
      fixed: {
        'postgresql.conf': `
hot_standby = on
`,
      },
      onServer: { refusesToStart: 'requires a Boolean value' },
    },
    {
      title: 'tables with OIDs are gone',
      majors: { first: 12 },
      files: {
        'postgresql.conf': `
default_with_oids = on
#                   ^^ onlyOff
`,
      },
      fixed: {
        'postgresql.conf': `
default_with_oids = off
`,
      },
      onServer: { refusesToStart: 'contains errors' },
    },
    {
      title: 'strings cannot have escapes again',
      majors: { first: 19 },
      files: {
        'postgresql.conf': `
standard_conforming_strings = off
#                             ^^^ onlyOn
`,
      },
      fixed: {
        'postgresql.conf': `
standard_conforming_strings = on
`,
      },
      onServer: { refusesToStart: 'contains errors' },
    },
    {
      title: 'all of these are fine',
      files: {
        'postgresql.conf': `
hot_standby = TRUE
fsync = of
full_page_writes = '1'
hot_standby_feedback = y
`,
      },
      onServer: { starts: true },
    },
  ],
});
