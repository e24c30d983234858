import { setParameter } from '../edits.ts';
import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';
import { namesInForce } from './names-in-force.ts';

/** Only with `remote_write`, `on` or `remote_apply` does a commit wait for standbys (`SyncRepRequested`). */
export const synchronousCommitNotWaiting = defineRule({
  id: 'synchronous-commit-not-waiting',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`synchronous_commit` is `off` or `local` while `synchronous_standby_names` names standbys.',
    why: 'No commit waits for a standby: the set-up looks synchronous and is not. When the primary dies, commits that clients were told of may be missing on the standby.',
    how: 'Set `synchronous_commit = on`, and lower it with `SET LOCAL` only for transactions that may be lost. To replicate asynchronously, empty `synchronous_standby_names`.',
    see: [
      'runtime-config-wal.html#GUC-SYNCHRONOUS-COMMIT',
      'runtime-config-replication.html#GUC-SYNCHRONOUS-STANDBY-NAMES',
    ],
  },
  messages: {
    notWaiting:
      'synchronous_commit is {level}: no commit waits for the standbys named, and a failover can lose commits.',
  },

  check(server, report) {
    const list = namesInForce(server);
    const { at, value } = server.setting('synchronous_commit');
    const level = server.word('synchronous_commit');
    if (!list || !at || server.role === 'standby' || (level !== 'off' && level !== 'local')) return;
    const edits = setParameter(server, 'synchronous_commit', 'on');
    const fixes = [{ title: 'Set synchronous_commit to on', safety: 'unsafe', edits }] as const;
    report(at, 'notWaiting', { level: value }, { fixes, related: linesOf(server, 'synchronous_standby_names') });
  },

  examples: [
    {
      title: 'waits for the own disk only',
      files: {
        'postgresql.conf': `
synchronous_standby_names = 'ANY 1 (s1, s2)'
synchronous_commit = local
#                    ^^^^^ notWaiting
`,
      },
      fixed: {
        'postgresql.conf': `
synchronous_standby_names = 'ANY 1 (s1, s2)'
synchronous_commit = on
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'waits until a standby shows the change',
      files: {
        'postgresql.conf': `
synchronous_standby_names = 'ANY 1 (s1, s2)'
synchronous_commit = remote_apply
`,
      },
      onServer: { starts: true },
    },
  ],
});
