import { defineRule } from '../rule.ts';
import { isAsynchronous } from './names-in-force.ts';

/** `remote_write` and `remote_apply` speak of synchronous standbys; without any they are as `on`. */
export const synchronousCommitWithoutStandbys = defineRule({
  id: 'synchronous-commit-without-standbys',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: '`synchronous_commit` is `remote_write` or `remote_apply` on a server that names no synchronous standbys.',
    why: 'Nothing waits for a standby: the commit waits for the own disk, as with `on`. Whoever reads the file may believe otherwise.',
    how: 'Name standbys in `synchronous_standby_names`, or set `synchronous_commit = on`.',
    see: [
      'runtime-config-wal.html#GUC-SYNCHRONOUS-COMMIT',
      'runtime-config-replication.html#GUC-SYNCHRONOUS-STANDBY-NAMES',
    ],
  },
  messages: {
    noStandbys: 'No standby is named in synchronous_standby_names: {level} waits for none, as on does.',
  },

  check(server, report) {
    const { at } = server.setting('synchronous_commit');
    const level = server.word('synchronous_commit');
    if (!at || server.role === 'standby' || !level.startsWith('remote_') || !isAsynchronous(server)) return;
    report(at, 'noStandbys', { level });
  },

  examples: [
    {
      title: 'nobody to apply anything',
      files: {
        'postgresql.conf': `
synchronous_commit = remote_apply
#                    ^^^^^^^^^^^^ noStandbys
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'two candidates',
      files: {
        'postgresql.conf': `
synchronous_commit = remote_apply
synchronous_standby_names = 'FIRST 1 (s1, s2)'
`,
      },
      onServer: { starts: true },
    },
  ],
});
