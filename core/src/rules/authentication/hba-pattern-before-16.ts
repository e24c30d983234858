import { defineRule } from '../rule.ts';
import { placeOf } from './hba-fields.ts';

/** Regular expressions in records came with 16. */
export const hbaPatternBefore16 = defineRule({
  id: 'hba-pattern-before-16',
  severity: 'warning',
  versions: { first: 10, last: 15 },
  needsCompleteServer: false,
  docs: {
    what: 'A database or a role begins with a slash.',
    why: 'Up to 15 that is a plain name: the record takes a database or role that is called exactly so. From 16 on the same text is a regular expression, quoted or not, so an upgrade changes who may connect.',
    how: 'Up to 15 list the names, refer to a file of names (`@file`), or use a group role (`+role`).',
    see: ['auth-pg-hba-conf.html'],
  },
  messages: { literal: 'Before 16 this is no regular expression: it fits only what is called exactly so.' },

  check(server, report) {
    for (const record of server.hba) {
      for (const token of [...record.databases, ...record.users]) {
        if (token.text.startsWith('/')) report(placeOf(record, token), 'literal', {});
      }
    }
  },

  examples: [
    {
      title: 'patterns of 16 in an older server',
      files: {
        'pg_hba.conf': `
host /^app_ all       10.0.0.0/8 scram-sha-256
#    ^^^^^^ literal
host all    "/_ro$"   10.0.0.0/8 scram-sha-256
#           ^^^^^^^ literal
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'names',
      files: { 'pg_hba.conf': 'host app_a,app_b +readers 10.0.0.0/8 scram-sha-256\n' },
      onServer: { starts: true },
    },
  ],
});
