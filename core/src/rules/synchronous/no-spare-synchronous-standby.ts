import { defineRule } from '../rule.ts';
import { distinctNames, namesInForce, takesAnyStandby } from './names-in-force.ts';

/** As many standbys needed as are named: the first that fails stops every commit. */
export const noSpareSynchronousStandby = defineRule({
  id: 'no-spare-synchronous-standby',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`synchronous_standby_names` names no more standbys than each commit waits for.',
    why: 'When one of them stops, every commit on the primary hangs until it is back, or until the list is changed and reloaded. Synchronous replication then makes the primary less available than it would be alone.',
    how: 'Name at least one standby more than the count: `ANY 1 (s1, s2)` goes on when either fails. To release commits that hang, empty the list and reload.',
    see: [
      'warm-standby.html#SYNCHRONOUS-REPLICATION-HA',
      'runtime-config-replication.html#GUC-SYNCHRONOUS-STANDBY-NAMES',
    ],
  },
  messages: {
    single: '"{name}" is the only candidate: when it stops, every commit on this server hangs.',
    noSpare: 'All {count} standbys must confirm each commit: when one stops, every commit on this server hangs.',
  },

  check(server, report) {
    const list = namesInForce(server);
    if (!list || server.role === 'standby' || takesAnyStandby(list)) return;
    const [name = '', ...others] = distinctNames(list);
    if (list.count !== others.length + 1) return;
    if (others.length === 0) report(list.at, 'single', { name: name.slice(0, 40) });
    else report(list.at, 'noSpare', { count: list.count });
  },

  examples: [
    {
      title: 'a single candidate',
      files: {
        'postgresql.conf': `
synchronous_standby_names = 's1'
#                           ^^^^ single
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'two of two',
      files: {
        'postgresql.conf': `
synchronous_standby_names = 'ANY 2 (s1, s2)'
#                           ^^^^^^^^^^^^^^^^ noSpare
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'one of two',
      files: { 'postgresql.conf': "synchronous_standby_names = 'ANY 1 (s1, s2)'\n" },
      onServer: { starts: true },
    },
  ],
});
