import { valueOrFile } from '../places.ts';
import { defineRule } from '../rule.ts';
import { isAsynchronous } from './names-in-force.ts';

/** What a project that wants synchronous replication asks of its primary. */
export const noSynchronousStandby = defineRule({
  id: 'no-synchronous-standby',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: true,
  presets: ['streaming-synchronous'],
  docs: {
    what: '`synchronous_standby_names` of a primary is empty, while the project asks for synchronous replication (preset `streaming-synchronous`).',
    why: 'Replication is asynchronous then, whatever `synchronous_commit` says: commits that clients were told of are lost when the primary is.',
    how: "Name at least one standby more than a commit has to wait for: `synchronous_standby_names = 'ANY 1 (s1, s2)'`. A tool such as Patroni sets the list while it runs; then switch this rule off.",
    see: ['warm-standby.html#SYNCHRONOUS-REPLICATION', 'runtime-config-replication.html#GUC-SYNCHRONOUS-STANDBY-NAMES'],
  },
  messages: {
    asynchronous: 'synchronous_standby_names is empty: no commit waits for a standby, and a failover can lose some.',
  },

  check(server, report) {
    const at = valueOrFile(server, 'synchronous_standby_names');
    if (at && server.role === 'primary' && isAsynchronous(server)) report(at, 'asynchronous', {});
  },

  examples: [
    {
      title: 'an empty list',
      files: {
        'postgresql.conf': `
synchronous_standby_names = ''
#                           ^^ asynchronous
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'no list',
      files: {
        'postgresql.conf': `
# @ asynchronous
synchronous_commit = on
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'two candidates',
      files: { 'postgresql.conf': "synchronous_standby_names = 'ANY 1 (s1, s2)'\n" },
      onServer: { starts: true },
    },
  ],
});
