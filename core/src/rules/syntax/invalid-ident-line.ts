import { defineRule } from '../rule.ts';
import { reportProblems } from './report-problems.ts';

const messages = {
  fieldMissing: 'A map line needs three fields: the server loads none of the maps in this file.',
  severalValues: 'Only one name may stand in a {part}: the server loads none of the maps in this file.',
} as const;

/** A line of pg_ident.conf that the server refuses. */
export const invalidIdentLine = defineRule({
  id: 'invalid-ident-line',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'A line of pg_ident.conf is not of the form map, system user, database user.',
    why: 'The server starts, but loads none of the maps: every record of pg_hba.conf with `map=` refuses its users.',
    how: 'Write three fields, each with one name; several database users need a line each.',
    see: ['auth-username-maps.html'],
  },
  messages,

  check(server, report) {
    reportProblems(server, ['ident'], messages, report);
  },

  examples: [
    {
      title: 'a field too few, and a list',
      files: {
        'pg_ident.conf': `
dba  alice
#<^^^^^^^^ fieldMissing
dba  alice,bob  postgres
#    ^^^^^^^^^ severalValues
`,
      },
    },
    {
      title: 'a map of two users',
      files: {
        'pg_ident.conf': `
dba  alice  postgres
dba  bob    postgres
`,
      },
      onServer: { starts: true },
    },
  ],
});
