import { fileOrigin } from '../../model/server-config.ts';
import { defineRule } from '../rule.ts';

/** An included file of another machine: it cannot be judged from here. */
export const includeElsewhere = defineRule({
  id: 'include-elsewhere',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'An `include` or `include_dir` names an absolute path that does not exist on this machine.',
    why: 'What stands there is not checked, and it may override what is checked here. If it is missing on the server too, the server does not start.',
    how: 'Nothing, if the path exists on the server; else correct it. A path relative to this file can be checked here.',
    see: ['config-setting.html#CONFIG-INCLUDES'],
  },
  messages: {
    includedElsewhere: '"{path}" is not visible from here: if the server lacks it too, it does not start.',
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
