import { defineRule, replace } from '../rule.ts';
import { strangeNames } from './classify-name.ts';

/** A file with more names that nobody knows is none of PostgreSQL's: finding what each may mean takes its time. */
const mostSuggestions = 100;

/** A name that no release of PostgreSQL knows as a parameter of this file. */
export const unknownParameter = defineRule({
  id: 'unknown-parameter',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'No major release knows a parameter of this name.',
    why: 'The server does not start; at a reload it ignores every change in all its files.',
    how: 'Correct the name. Parameters of extensions have a dot in their names and are never refused.',
    see: ['runtime-config.html'],
  },
  messages: {
    unknown: 'Unknown parameter "{name}": the server does not start, and a reload changes nothing.',
    misspelt: 'Unknown parameter "{name}", did you mean {nearest}? The server does not start with it.',
    onlyRecoveryConf: '"{name}" belongs in recovery.conf up to major 11: here it keeps the server from starting.',
  },

  check(server, report) {
    let asked = 0;
    for (const { setting, is: found } of strangeNames(server)) {
      const name = setting.name.slice(0, 40);
      if (found.kind === 'recovery') report(setting.nameAt, 'onlyRecoveryConf', { name });
      if (found.kind !== 'unknown') continue;
      const nearest = asked++ < mostSuggestions ? server.catalog.nearest(setting.name) : undefined;
      if (nearest === undefined) report(setting.nameAt, 'unknown', { name });
      else {
        const fixes = [
          { title: `Change to ${nearest}`, safety: 'unsafe' as const, edits: replace(setting.nameAt, nearest) },
        ];
        // Both names have to fit into a sentence of 120 characters.
        const shown = name.length + nearest.length <= 48 ? name : `${name.slice(0, 47 - nearest.length)}…`;
        report(setting.nameAt, 'misspelt', { name: shown, nearest }, { fixes });
      }
    }
  },

  examples: [
    {
      title: 'a letter too few',
      files: {
        'postgresql.conf': `
max_wal_sender = 10
#<^^^^^^^^^^^^ misspelt
`,
      },
      fixed: {
        'postgresql.conf': `
max_wal_senders = 10
`,
      },
      onServer: { refusesToStart: 'unrecognized configuration parameter' },
    },
    {
      title: 'a name like no other',
      files: {
        'postgresql.conf': `
frobnicate = on
#<^^^^^^^^ unknown
`,
      },
      onServer: { refusesToStart: 'unrecognized configuration parameter' },
    },
    {
      title: 'a setting of recovery.conf in the wrong file',
      majors: { first: 10, last: 11 },
      files: {
        'postgresql.conf': `
primary_conninfo = 'host=pg1'
#<^^^^^^^^^^^^^^ onlyRecoveryConf
`,
      },
      onServer: { refusesToStart: 'unrecognized configuration parameter' },
    },
    {
      title: 'a parameter of an extension',
      files: {
        'postgresql.conf': `
pg_stat_statements.track = all
`,
      },
      onServer: { starts: true },
    },
  ],
});
