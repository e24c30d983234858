import { defineRule } from '../rule.ts';
import { reportProblems } from './report-problems.ts';

const messages = {
  noRecords: 'There is no record in this file: the server does not start with it.',
} as const;

/** A pg_hba.conf of comments only. */
export const emptyHbaFile = defineRule({
  id: 'empty-hba-file',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'pg_hba.conf and the files it includes hold no record.',
    why: 'Nobody could connect, so the server refuses to start; at a reload it keeps the old records.',
    how: 'Write at least one record, such as `local all postgres peer`.',
    see: ['auth-pg-hba-conf.html'],
  },
  messages,

  check(server, report) {
    reportProblems(server, ['hba'], messages, report);
  },

  examples: [
    {
      title: 'only a comment',
      files: {
        'pg_hba.conf': `# nobody may connect
# @ noRecords
`,
      },
      onServer: { refusesToStart: 'contains no entries' },
    },
    {
      title: 'one record',
      files: {
        'pg_hba.conf': `
local  all  postgres  peer
`,
      },
      onServer: { starts: true },
    },
  ],
});
