import { defineRule } from '../rule.ts';
import { reportProblems } from './report-problems.ts';

const messages = {
  emptyIncludeName: 'The name of the included file is empty: the server does not start.',
  includesItself: 'This file includes itself: the server does not start.',
  includedTooDeep: 'Includes are nested more than {limit} deep: the server does not start.',
  includedFileMissing: '"{path}" does not exist beside this file: the server does not start.',
  includedIsFolder: '"{path}" is a folder, which only include_dir reads: the server does not start.',
} as const;

/** An include directive that the server cannot follow. */
export const missingInclude = defineRule({
  id: 'missing-include',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'An `include` names nothing that the server can read, or the file itself.',
    why: 'A missing file is an error to `include`: the server does not start.',
    how: 'Correct the path, which is relative to the file that holds the line, or use `include_if_exists`.',
    see: ['config-setting.html#CONFIG-INCLUDES'],
  },
  messages,

  check(server, report) {
    reportProblems(server, ['conf', 'auto', 'recovery'], messages, report);
  },

  examples: [
    {
      title: 'an included file that is not there',
      files: {
        'postgresql.conf': `
include 'replication.conf'
#       ^^^^^^^^^^^^^^^^^^ includedFileMissing
`,
      },
      onServer: { refusesToStart: 'could not open configuration file' },
    },
    {
      title: 'no name, and the file itself',
      files: {
        'postgresql.conf': `
include ''
#       ^^ emptyIncludeName
include 'postgresql.conf'
#       ^^^^^^^^^^^^^^^^^ includesItself
`,
      },
      onServer: { refusesToStart: 'configuration file recursion' },
    },
    {
      title: 'a folder, not even as a file that may be missing',
      files: {
        'postgresql.conf': `
include_if_exists 'conf.d'
#                 ^^^^^^^^ includedIsFolder
`,
        'conf.d/one.conf': `
wal_level = logical
`,
      },
      onServer: { refusesToStart: 'contains errors' },
    },
    {
      title: 'two files that include each other',
      files: {
        'postgresql.conf': `
include 'one.conf'
`,
        'one.conf': `
include 'two.conf'
`,
        'two.conf': `
include 'one.conf'
#       ^^^^^^^^^^ includedTooDeep
`,
      },
      onServer: { refusesToStart: 'maximum nesting depth exceeded' },
    },
    {
      title: 'a file that may be missing, and one that is there',
      files: {
        'postgresql.conf': `
include_if_exists 'local.conf'
include 'replication.conf'
`,
        'replication.conf': `
wal_level = logical
`,
      },
      onServer: { starts: true },
    },
  ],
});
