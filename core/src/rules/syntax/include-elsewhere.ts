import { fileOrigin } from '../../model/server-config.ts';
import { defineRule } from '../rule.ts';

/** An included file of the server's machine: it cannot be judged from here. */
export const includeElsewhere = defineRule({
  id: 'include-elsewhere',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'An `include`, `include_dir` or `@file` names an absolute path that is not read from here.',
    why: "The path is one of the server's machine. What this machine has there, if anything, need not be the same: of a repository only what lies in it is read, and of the files of a server in their own place everything. What stands there on the server may override what is checked here; if it is missing there, the server refuses the file.",
    how: 'Nothing, if the path exists on the server; else correct it. A path relative to this file can be checked here.',
    see: ['config-setting.html#CONFIG-INCLUDES'],
  },
  messages: {
    includedElsewhere: '"{path}" is not visible from here: if the server lacks it, it refuses this file.',
  },

  check(server, report) {
    for (const { uri, range, code, holes } of server.problems) {
      if (code !== 'includedElsewhere') continue;
      const path = String(holes['path'] ?? '');
      report(fileOrigin(uri, range), 'includedElsewhere', { path: path.length > 40 ? `…${path.slice(-39)}` : path });
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
