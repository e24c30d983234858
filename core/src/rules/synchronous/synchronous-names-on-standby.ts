import { defineRule } from '../rule.ts';
import { namesInForce } from './names-in-force.ts';

/** A standby makes no commits that could wait; cascading is always asynchronous (`SyncRepGetStandbyPriority`). */
export const synchronousNamesOnStandby = defineRule({
  id: 'synchronous-names-on-standby',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`synchronous_standby_names` is set on a standby.',
    why: 'It has no effect here: a standby has no commits to hold back, and standbys that stream from it are always asynchronous. After a promotion it counts at once, and if it names this server itself or the lost primary, the first commit hangs.',
    how: 'Keep it only if it names the standbys that will follow this server after a promotion.',
    see: ['warm-standby.html#SYNCHRONOUS-REPLICATION', 'runtime-config-replication.html#GUC-SYNCHRONOUS-STANDBY-NAMES'],
  },
  messages: {
    noEffect: 'No effect on a standby. After a promotion commits wait for "{name}": check that it will be there.',
  },

  check(server, report) {
    const list = namesInForce(server);
    if (!list || server.role !== 'standby') return;
    report(list.at, 'noEffect', { name: list.names[0]?.text.slice(0, 30) ?? '' });
  },

  examples: [
    {
      title: 'a list on a standby',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
synchronous_standby_names = 's1, s2'
#                           ^^^^^^^^ noEffect
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a list on a primary',
      files: { 'postgresql.conf': "synchronous_standby_names = 's1, s2'\n" },
      onServer: { starts: true },
    },
  ],
});
