import { setParameter } from '../edits.ts';
import { defineRule } from '../rule.ts';
import { isAsynchronous } from './names-in-force.ts';

/** What makes replication asynchronous is an empty list of names; `synchronous_commit = off` is about the own disk. */
export const synchronousCommitOffIsNotAsynchronous = defineRule({
  id: 'synchronous-commit-off-is-not-asynchronous',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: '`synchronous_commit` is `off` on a server that names no synchronous standbys.',
    why: 'Replication is asynchronous already, since no standby is named. `off` means that a commit does not wait for the WAL on the own disk either: a crash of this server loses the last commits (up to three times `wal_writer_delay`), though it damages nothing.',
    how: 'Set `synchronous_commit = on` unless lost commits are acceptable; then better with `SET LOCAL`, for those transactions only.',
    see: ['wal-async-commit.html', 'runtime-config-wal.html#GUC-SYNCHRONOUS-COMMIT'],
  },
  messages: {
    losesCommits: 'off does not mean asynchronous replication: a crash of this server itself loses its last commits.',
  },

  check(server, report) {
    const { at } = server.setting('synchronous_commit');
    if (!at || server.word('synchronous_commit') !== 'off' || !isAsynchronous(server)) return;
    const edits = setParameter(server, 'synchronous_commit', 'on');
    report(at, 'losesCommits', {}, { fixes: [{ title: 'Set synchronous_commit to on', safety: 'unsafe', edits }] });
  },

  examples: [
    {
      title: 'off, and no standby named',
      files: {
        'postgresql.conf': `
synchronous_commit = off
#                    ^^^ losesCommits
`,
      },
      fixed: {
        'postgresql.conf': `
synchronous_commit = on
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'asynchronous replication with safe commits',
      files: {
        'postgresql.conf': `
synchronous_standby_names = ''
synchronous_commit = on
`,
      },
      onServer: { starts: true },
    },
  ],
});
