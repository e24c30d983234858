import { defineRule } from '../rule.ts';
import { reportProblems } from './report-problems.ts';

const messages = {
  includedFolderMissing: 'No folder "{path}" here, as git keeps no empty one: without it no server starts.',
} as const;

/** A folder that may be there, and empty, on the server: version control would have lost it on the way. */
export const missingIncludeFolder = defineRule({
  id: 'missing-include-folder',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'An `include_dir` names a folder that is not beside the file.',
    why: 'Where the server lacks it too, it does not start. A folder that is there and empty, as Debian’s `conf.d`, is lost on the way through git, which keeps none; what it holds elsewhere is not checked, and may override what is checked here.',
    how: 'Nothing, if the folder exists on the server; else correct the path, which is relative to the file that holds the line. A file such as `.gitkeep` keeps a folder in git.',
    see: ['config-setting.html#CONFIG-INCLUDES'],
  },
  messages,

  check(server, report) {
    reportProblems(server, ['conf', 'auto', 'recovery'], messages, report);
  },

  examples: [
    {
      title: 'a folder that is not there',
      files: {
        'postgresql.conf': `
include_dir = 'conf.d'
#             ^^^^^^^^ includedFolderMissing
`,
      },
    },
    {
      title: 'a folder with a file',
      files: {
        'postgresql.conf': "include_dir = 'conf.d'\n",
        'conf.d/one.conf': 'wal_level = logical\n',
      },
      onServer: { starts: true },
    },
  ],
});
