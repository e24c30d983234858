import { defineRule } from '../rule.ts';
import { reportProblems } from './report-problems.ts';

const messages = {
  invalidRegularExpression: 'Regular expression refused ({reason}): this file is not loaded.',
} as const;

/** A pattern of pg_hba.conf (16 and later) or pg_ident.conf that does not compile. */
export const invalidRegularExpression = defineRule({
  id: 'invalid-regular-expression',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'A name that begins with a slash is a regular expression, and the server cannot compile this one.',
    why: 'In pg_hba.conf (databases and users, from 16 on) the server does not start. In pg_ident.conf it starts without any map, so that every record with `map=` refuses.',
    how: 'Correct the expression. Quoting does not take the meaning from a leading slash.',
    see: ['auth-pg-hba-conf.html', 'auth-username-maps.html', 'functions-matching.html#FUNCTIONS-POSIX-REGEXP'],
  },
  messages,

  check(server, report) {
    reportProblems(server, ['hba', 'ident'], messages, report);
  },

  examples: [
    {
      title: 'an unclosed parenthesis',
      majors: { first: 16 },
      files: {
        'pg_hba.conf': `
host    /^app(  all  samenet  scram-sha-256
#       ^^^^^^ invalidRegularExpression
`,
      },
      onServer: { refusesToStart: 'invalid regular expression' },
    },
    {
      title: 'in a user name map the server starts, but without the map',
      files: {
        'pg_ident.conf': `
dba  /^(.*@example\\.com$  \\1
#    ^^^^^^^^^^^^^^^^^^^ invalidRegularExpression
`,
      },
    },
    {
      title: 'up to 15 a slash in pg_hba.conf is a plain character',
      majors: { first: 10, last: 15 },
      files: {
        'pg_hba.conf': `
host    /^app(  all  samenet  scram-sha-256
`,
      },
      onServer: { starts: true },
    },
  ],
});
