import type { ServerConfig } from '../../model/server-config.ts';
import { setParameter } from '../edits.ts';
import { linesOf } from '../places.ts';
import { defineRule, type Fix } from '../rule.ts';

/** The launcher takes a process beside the workers. */
function processesNeeded(server: ServerConfig): number {
  const workers = server.number('max_logical_replication_workers');
  return workers === 0 ? 0 : workers + 1;
}

/** Logical workers come out of the pool of `max_worker_processes`, which parallel queries and extensions share. */
export const tooFewProcessesForLogical = defineRule({
  id: 'too-few-processes-for-logical',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: '`max_logical_replication_workers` is set, and `max_worker_processes` is not larger.',
    why: 'Each logical worker, and the launcher that starts them, is one of the background workers. When these run out, a subscription does not start (`out of background worker slots`) and is tried again and again; parallel queries and extensions take from the same number.',
    how: 'Set `max_worker_processes` to at least `max_logical_replication_workers` plus 1, and add `max_parallel_workers` and the workers of extensions. A standby needs as many as its primary, so raise it there first.',
    see: [
      'logical-replication-config.html',
      'runtime-config-resource.html#GUC-MAX-WORKER-PROCESSES',
      'runtime-config-replication.html#GUC-MAX-LOGICAL-REPLICATION-WORKERS',
    ],
  },
  messages: {
    tooFew:
      'max_worker_processes is {processes}, but {needed} are needed for so many: some subscriptions do not start.',
  },

  check(server, report) {
    const { at } = server.setting('max_logical_replication_workers');
    const processes = server.number('max_worker_processes');
    const needed = processesNeeded(server);
    if (!at || processes >= needed) return;
    const edits = setParameter(server, 'max_worker_processes', String(needed));
    const fixes: readonly Fix[] = [{ title: `Set max_worker_processes to ${needed}`, safety: 'unsafe', edits }];
    report(at, 'tooFew', { processes, needed }, { fixes, related: linesOf(server, 'max_worker_processes') });
  },

  examples: [
    {
      title: 'more workers than processes',
      files: {
        'postgresql.conf': `
max_worker_processes = 8
max_logical_replication_workers = 16
#                                 ^^ tooFew
`,
      },
      fixed: {
        'postgresql.conf': `
max_worker_processes = 17
max_logical_replication_workers = 16
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'room for the launcher and others',
      files: {
        'postgresql.conf': `
max_worker_processes = 32
max_logical_replication_workers = 16
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'few processes on a server that nobody said is a subscriber',
      files: { 'postgresql.conf': 'max_worker_processes = 2\n' },
      onServer: { starts: true },
    },
  ],
});
