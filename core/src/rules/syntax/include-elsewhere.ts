import { fileOrigin } from '../../model/server-config.ts';
import { defineRule } from '../rule.ts';

/** An included file of another machine, or a folder that may be there, and empty: it cannot be judged from here. */
export const includeElsewhere = defineRule({
  id: 'include-elsewhere',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'An `include` or `include_dir` names an absolute path that does not exist on this machine, or a folder that is not beside the file.',
    why: 'What stands there is not checked, and it may override what is checked here. If it is missing on the server too, the server does not start. A folder that is there and empty, as Debian’s `conf.d`, is lost on the way through git, which keeps none.',
    how: 'Nothing, if the path exists on the server; else correct it. A path relative to this file can be checked here; a file such as `.gitkeep` keeps a folder in git.',
    see: ['config-setting.html#CONFIG-INCLUDES'],
  },
  messages: {
    includedElsewhere: '"{path}" is not visible from here: if the server lacks it too, it does not start.',
    includedFolderMissing:
      'No folder "{path}" is beside this file (git keeps no empty one): without it the server does not start.',
  },

  check(server, report) {
    for (const { uri, range, code, kind, holes } of server.problems) {
      // A folder of records is nobody's habit: there its absence is an error.
      const isFolder = code === 'includedFolderMissing' && kind !== 'hba' && kind !== 'ident';
      if (code !== 'includedElsewhere' && !isFolder) continue;
      const path = String(holes['path'] ?? '');
      report(fileOrigin(uri, range), isFolder ? 'includedFolderMissing' : 'includedElsewhere', {
        path: path.length > 24 ? `…${path.slice(-23)}` : path,
      });
    }
  },

  examples: [
    {
      title: 'a file of the server itself',
      files: {
        'postgresql.conf': `
include '/etc/no-such-folder/replication.conf'
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ includedElsewhere
`,
      },
    },
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
      title: 'a path that may be missing',
      files: {
        'postgresql.conf': `
include_if_exists '/etc/no-such-folder/replication.conf'
`,
      },
      onServer: { starts: true },
    },
  ],
});
