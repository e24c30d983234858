import { setParameter } from '../edits.ts';
import { defineRule } from '../rule.ts';
import { namesInForce } from './names-in-force.ts';

/** What a project that wants asynchronous replication asks of its servers. */
export const synchronousNamesInAsynchronous = defineRule({
  id: 'synchronous-names-in-asynchronous',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  presets: ['streaming-asynchronous'],
  docs: {
    what: '`synchronous_standby_names` names standbys, while the project asks for asynchronous replication (preset `streaming-asynchronous`).',
    why: 'Each commit waits for a standby, and hangs when none answers.',
    how: "Set `synchronous_standby_names = ''` and reload.",
    see: ['runtime-config-replication.html#GUC-SYNCHRONOUS-STANDBY-NAMES'],
  },
  messages: {
    waits: 'Commits wait for standbys, though this project asks for asynchronous replication, and hang without them.',
  },

  check(server, report) {
    const list = namesInForce(server);
    if (!list || server.role !== 'primary') return;
    const edits = setParameter(server, 'synchronous_standby_names', '');
    report(list.at, 'waits', {}, { fixes: [{ title: 'Wait for no standby', safety: 'unsafe', edits }] });
  },

  examples: [
    {
      title: 'a list',
      files: {
        'postgresql.conf': `
synchronous_standby_names = 'ANY 1 (s1, s2)'
#                           ^^^^^^^^^^^^^^^^ waits
`,
      },
      fixed: {
        'postgresql.conf': `
synchronous_standby_names = ''
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'an empty list',
      files: { 'postgresql.conf': "synchronous_standby_names = ''\n" },
      onServer: { starts: true },
    },
  ],
});
