import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';

const kinds = [
  ['max_sync_workers_per_subscription', 'tableCopies'],
  ['max_parallel_apply_workers_per_subscription', 'parallelApply'],
] as const;

/** What a single subscription may have is bounded by what all have together, and its apply worker is one of them. */
export const subscriptionWorkersAboveLimit = defineRule({
  id: 'subscription-workers-above-limit',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: '`max_sync_workers_per_subscription`, or from 16 on `max_parallel_apply_workers_per_subscription`, is not below `max_logical_replication_workers`.',
    why: 'All workers of all subscriptions come out of `max_logical_replication_workers`, and each subscription first needs its apply worker. So the number written here is never reached, and a first copy of many tables takes longer than planned.',
    how: 'Raise `max_logical_replication_workers` (restart) to one for each subscription plus those that work at the same time, and `max_worker_processes` with it.',
    see: ['logical-replication-config.html', 'runtime-config-replication.html#GUC-MAX-SYNC-WORKERS-PER-SUBSCRIPTION'],
  },
  messages: {
    tableCopies:
      'Never reached: max_logical_replication_workers is {workers}, so at most {rest} tables are copied at once.',
    parallelApply:
      'Never reached: max_logical_replication_workers is {workers}, so at most {rest} can apply in parallel.',
  },

  check(server, report) {
    const workers = server.number('max_logical_replication_workers');
    if (workers === 0) return;
    for (const [name, message] of kinds) {
      const { at } = server.setting(name);
      if (!at || server.number(name) < workers) continue;
      report(
        at,
        message,
        { workers, rest: workers - 1 },
        { related: linesOf(server, 'max_logical_replication_workers') },
      );
    }
  },

  examples: [
    {
      title: 'eight copies out of four workers',
      files: {
        'postgresql.conf': `
max_sync_workers_per_subscription = 8
#                                   ^ tableCopies
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'six appliers out of four workers',
      majors: { first: 16 },
      files: {
        'postgresql.conf': `
max_logical_replication_workers = 4
max_parallel_apply_workers_per_subscription = 6
#                                             ^ parallelApply
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'enough workers',
      files: {
        'postgresql.conf': `
max_worker_processes = 24
max_logical_replication_workers = 12
max_sync_workers_per_subscription = 8
`,
      },
      onServer: { starts: true },
    },
  ],
});
