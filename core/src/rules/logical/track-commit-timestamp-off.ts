import { setParameter } from '../edits.ts';
import { valueOrFile } from '../places.ts';
import { defineRule } from '../rule.ts';

/** What a project whose servers write in both directions asks of each. */
export const trackCommitTimestampOff = defineRule({
  id: 'track-commit-timestamp-off',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: true,
  presets: ['multi-master'],
  docs: {
    what: '`track_commit_timestamp` is off, while the project has several servers that take writes (preset `multi-master`).',
    why: 'Without it the server does not know when, and from where, a row was last changed. From 18 on the conflicts `update_origin_differs` and `delete_origin_differs` are not noticed at all: the later arrival wins, without a line in the log.',
    how: 'Set `track_commit_timestamp = on` on every node and restart. It counts for transactions from then on.',
    see: ['logical-replication-conflicts.html', 'runtime-config-replication.html#GUC-TRACK-COMMIT-TIMESTAMP'],
  },
  messages: {
    notTracked: 'Conflicting writes of two nodes go unnoticed: nothing tells when and where a row was last changed.',
  },

  check(server, report) {
    const at = valueOrFile(server, 'track_commit_timestamp');
    if (!at || server.boolean('track_commit_timestamp')) return;
    const title = 'Set track_commit_timestamp to on';
    const edits = setParameter(server, 'track_commit_timestamp', 'on');
    report(at, 'notTracked', {}, { fixes: [{ title, safety: 'unsafe', edits }] });
  },

  examples: [
    {
      title: 'off',
      files: {
        'postgresql.conf': `
track_commit_timestamp = off
#                        ^^^ notTracked
`,
      },
      fixed: {
        'postgresql.conf': `
track_commit_timestamp = on
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'on',
      files: { 'postgresql.conf': 'track_commit_timestamp = on\n' },
      onServer: { starts: true },
    },
  ],
});
