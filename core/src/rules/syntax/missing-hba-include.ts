import { defineRule } from '../rule.ts';
import { reportProblems } from './report-problems.ts';

const messages = {
  referencedFileMissing: '"{path}" cannot be read: the server refuses this line and does not load the file.',
  includedFileMissing: '"{path}" does not exist beside this file: the server does not load the file.',
  includedFolderMissing: 'There is no folder "{path}" beside this file: the server does not load the file.',
  includedTooDeep: 'Files are nested more than {limit} deep: the server does not load the file.',
} as const;

/** A file behind `@` or `include` of pg_hba.conf or pg_ident.conf that is not there. */
export const missingHbaInclude = defineRule({
  id: 'missing-hba-include',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'A list `@file`, or from 16 on an `include` or `include_dir`, names nothing that can be read.',
    why: 'With such a line in pg_hba.conf the server does not start; with one in pg_ident.conf it loads no map.',
    how: 'Correct the path, which is relative to the file that holds the line, or use `include_if_exists`. Put `"@name"` in quotes if it is a name.',
    see: ['auth-pg-hba-conf.html'],
  },
  messages,

  check(server, report) {
    reportProblems(server, ['hba', 'ident'], messages, report);
  },

  examples: [
    {
      title: 'a list of users that is not there',
      files: {
        'pg_hba.conf': `
host  all  @admins  samenet  scram-sha-256
#          ^^^^^^^ referencedFileMissing
`,
      },
      onServer: { refusesToStart: 'could not load' },
    },
    {
      title: 'files and folders that are not there',
      majors: { first: 16 },
      files: {
        'pg_hba.conf': `
include      standbys.conf
#            ^^^^^^^^^^^^^ includedFileMissing
include_dir  hba.d
#            ^^^^^ includedFolderMissing
include_if_exists  local.conf
local  all  postgres  peer
`,
      },
      onServer: { refusesToStart: 'could not load' },
    },
    {
      title: 'two files that include each other',
      majors: { first: 16 },
      files: {
        'pg_hba.conf': `
include  one.conf
`,
        'one.conf': `
include  two.conf
`,
        'two.conf': `
include  one.conf
#        ^^^^^^^^ includedTooDeep
`,
      },
      onServer: { refusesToStart: 'maximum nesting depth exceeded' },
    },
    {
      title: 'a list of users that is there',
      files: {
        'pg_hba.conf': `
host  all  @admins  samenet  scram-sha-256
`,
        admins: `
alice, bob
`,
      },
      onServer: { starts: true },
    },
  ],
});
