import { removeLine } from '../edits.ts';
import { defineRule } from '../rule.ts';
import { strangeNames } from './classify-name.ts';

/** A parameter that a later major brings. */
export const futureParameter = defineRule({
  id: 'future-parameter',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'The parameter exists only in later major releases than the one these files are for.',
    why: 'To this major the name is unknown: the server does not start; at a reload it ignores every change.',
    how: 'Remove the line, or correct the major these files are for.',
    see: ['runtime-config.html'],
  },
  messages: {
    notYet: '{name} exists from major {first} on, not in {major}: the server does not start.',
  },

  check(server, report) {
    for (const { setting, is: found } of strangeNames(server)) {
      if (found.kind !== 'future') continue;
      const edits = [removeLine(server, setting.at.uri, setting.nameAt.range)];
      report(
        setting.nameAt,
        'notYet',
        { name: setting.name, first: found.first, major: server.catalog.major },
        { fixes: [{ title: 'Remove this line', safety: 'unsafe', edits }] },
      );
    }
  },

  examples: [
    {
      title: 'slot limits came with 13',
      majors: { first: 10, last: 12 },
      files: {
        'postgresql.conf': `
max_slot_wal_keep_size = 10GB
#<^^^^^^^^^^^^^^^^^^^^ notYet
wal_level = replica
`,
      },
      fixed: {
        'postgresql.conf': `
wal_level = replica
`,
      },
      onServer: { refusesToStart: 'unrecognized configuration parameter' },
    },
    {
      title: 'from 13 on',
      majors: { first: 13 },
      files: {
        'postgresql.conf': `
max_slot_wal_keep_size = 10GB
`,
      },
      onServer: { starts: true },
    },
  ],
});
