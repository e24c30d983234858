import { defineRule } from '../rule.ts';
import { reportProblems } from './report-problems.ts';

const messages = {
  itemTooLong: 'Longer than {limit} bytes: the server refuses this line and does not load the file.',
  lineTooLong: 'The line is longer than {limit} bytes: the server reads it as two and does not load the file.',
} as const;

const longName = 'x'.repeat(256);
const longLine = `local ${'some_database,'.repeat(600)}another all trust`;

/** A line or an item that the readers of older majors have no room for. */
export const hbaLineTooLong = defineRule({
  id: 'hba-line-too-long',
  severity: 'error',
  versions: { first: 10, last: 15 },
  needsCompleteServer: false,
  docs: {
    what: 'A line of pg_hba.conf or pg_ident.conf, or one item of it, is longer than this major reads.',
    why: 'With such a line in pg_hba.conf the server does not start; with one in pg_ident.conf it loads no map.',
    how: 'Spread long lists over several records, or put them into a file and name it with `@`. From 16 on there is no limit.',
    see: ['auth-pg-hba-conf.html'],
  },
  messages,

  check(server, report) {
    reportProblems(server, ['hba', 'ident'], messages, report);
  },

  examples: [
    {
      title: 'a name of 256 bytes for a reader with room for 255',
      majors: { first: 10, last: 10 },
      files: {
        'pg_hba.conf': `
local ${longName} all trust
#     ${'^'.repeat(longName.length)} itemTooLong
`,
      },
      onServer: { refusesToStart: 'could not load' },
    },
    {
      title: 'a list of 600 databases in one line',
      majors: { first: 10, last: 10 },
      files: {
        'pg_hba.conf': `
${longLine}
#<${'^'.repeat(longLine.length - 2)} lineTooLong
`,
      },
      onServer: { refusesToStart: 'could not load' },
    },
    {
      title: 'a short list',
      files: {
        'pg_hba.conf': `
local  one,two  all  trust
`,
      },
      onServer: { starts: true },
    },
  ],
});
