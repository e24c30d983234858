import type { ServerConfig } from '../../model/server-config.ts';
import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';
import { namesInForce, takesAnyStandby } from './names-in-force.ts';
import { entryOf, ownName } from './own-name.ts';

function isNamed(server: ServerConfig): boolean {
  const list = namesInForce(server);
  return list !== undefined && (takesAnyStandby(list) || entryOf(list, ownName(server)) !== undefined);
}

/** With `remote_apply` whatever holds back replay on a standby holds back commits on the primary. */
export const remoteApplyWaitsForReplay = defineRule({
  id: 'remote-apply-waits-for-replay',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`synchronous_commit` is `remote_apply`, standbys are named, and the same files let replay wait: `max_standby_streaming_delay = -1`, or `recovery_min_apply_delay` on a standby that is named itself.',
    why: 'Commits wait until standbys have replayed them. A query on a standby that replay may not cancel, or a delay, then stops the commits of the primary for as long.',
    how: 'Bound `max_standby_streaming_delay`, and keep a delayed standby out of the list; or set `synchronous_commit = on`, which waits for the disk of the standby only.',
    see: [
      'runtime-config-wal.html#GUC-SYNCHRONOUS-COMMIT',
      'runtime-config-replication.html#GUC-RECOVERY-MIN-APPLY-DELAY',
    ],
  },
  messages: {
    queries: 'Commits wait for replay (remote_apply), and one query on a standby may hold that back without limit.',
    delayed: 'Commits wait for replay (remote_apply), and this standby, named as synchronous, puts it off by {delay}.',
  },

  check(server, report) {
    if (server.word('synchronous_commit') !== 'remote_apply' || !namesInForce(server)) return;
    const related = linesOf(server, 'synchronous_commit', 'synchronous_standby_names');
    const queries = server.setting('max_standby_streaming_delay');
    if (queries.at && server.number('max_standby_streaming_delay') === -1)
      report(queries.at, 'queries', {}, { related });
    const { at, value } = server.setting('recovery_min_apply_delay');
    const isDelayed = server.role === 'standby' && server.number('recovery_min_apply_delay') > 0;
    if (at && isDelayed && isNamed(server)) report(at, 'delayed', { delay: value.slice(0, 20) }, { related });
  },

  examples: [
    {
      title: 'queries of any length',
      files: {
        'postgresql.conf': `
synchronous_standby_names = 'ANY 1 (s1, s2)'
synchronous_commit = remote_apply
max_standby_streaming_delay = -1
#                             ^^ queries
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a delayed standby that is in the list',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1 application_name=s1'
synchronous_standby_names = 'ANY 1 (s1, s2, s3)'
synchronous_commit = remote_apply
recovery_min_apply_delay = 1h
#                          ^^ delayed
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a delayed standby beside the list',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=127.0.0.1 port=1 application_name=late'
synchronous_standby_names = 'ANY 1 (s1, s2)'
synchronous_commit = remote_apply
recovery_min_apply_delay = 1h
`,
      },
      onServer: { starts: true },
    },
  ],
});
