import { setParameter } from '../edits.ts';
import { defineRule } from '../rule.ts';

/** The same arithmetic as of `too-few-processes-for-logical`, where the number of logical workers is the default. */
export const fewProcessesForSubscriptions = defineRule({
  id: 'few-processes-for-subscriptions',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  presets: ['logical', 'multi-master'],
  docs: {
    what: '`max_worker_processes` is not larger than the default of `max_logical_replication_workers` (4), while the project replicates logically. Tuning tools set it to the number of cores.',
    why: 'Each logical worker, and their launcher, is a background worker. When these run out, a subscription or a table copy does not start (`out of background worker slots`) and is tried again and again.',
    how: 'Set `max_worker_processes` to 8 (its default) or more: the logical workers, the launcher, `max_parallel_workers` and the workers of extensions together.',
    see: ['logical-replication-config.html', 'runtime-config-resource.html#GUC-MAX-WORKER-PROCESSES'],
  },
  messages: {
    tooFew: 'The logical workers and their launcher take up to {needed} of these: some subscriptions do not start.',
  },

  check(server, report) {
    const { at } = server.setting('max_worker_processes');
    const needed = server.number('max_logical_replication_workers') + 1;
    if (!at || server.setting('max_logical_replication_workers').at) return;
    if (server.number('max_worker_processes') >= needed) return;
    const value = server.catalog.get('max_worker_processes')?.boot ?? '8';
    const edits = setParameter(server, 'max_worker_processes', value);
    const fixes = [{ title: `Set max_worker_processes to ${value}`, safety: 'unsafe', edits }] as const;
    report(at, 'tooFew', { needed }, { fixes });
  },

  examples: [
    {
      title: 'one for each core',
      files: {
        'postgresql.conf': `
max_worker_processes = 2
#                      ^ tooFew
`,
      },
      fixed: {
        'postgresql.conf': `
max_worker_processes = 8
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'the default',
      files: { 'postgresql.conf': 'max_worker_processes = 8\n' },
      onServer: { starts: true },
    },
  ],
});
