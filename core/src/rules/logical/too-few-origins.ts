import type { ServerConfig } from '../../model/server-config.ts';
import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';

/** What bounds the origins; from 18 on they have a number of their own. */
function originParameter({ catalog }: ServerConfig): string {
  return catalog.major >= 18 ? 'max_active_replication_origins' : 'max_replication_slots';
}

/**
 * Apply workers and table copies track one origin each; parallel appliers share that of their leader. So `origins` can keep
 * this many workers busy, and no more.
 */
function usableWorkers(server: ServerConfig, origins: number): number {
  return origins * (1 + server.number('max_parallel_apply_workers_per_subscription'));
}

/** A subscriber keeps in an origin how far it is (`origin.c`). */
export const tooFewOrigins = defineRule({
  id: 'too-few-origins',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: '`max_logical_replication_workers` is set higher than the replication origins allow: `max_active_replication_origins`, up to 17 `max_replication_slots`.',
    why: 'Each subscription, and each table while it is copied, needs an origin of its own on the subscriber. When they run out the workers fail with `could not find free replication state slot` and start again and again. With a limit below the number of origins in use the server does not even start.',
    how: 'Raise the limit of origins to the number of subscriptions plus the tables that are copied at the same time, and some in reserve (restart).',
    see: ['logical-replication-config.html', 'runtime-config-replication.html#RUNTIME-CONFIG-REPLICATION-SUBSCRIBER'],
  },
  messages: {
    tooFew: '{parameter} is {origins}: subscriptions and table copies beyond that fail for want of an origin.',
  },

  check(server, report) {
    const { at } = server.setting('max_logical_replication_workers');
    const parameter = originParameter(server);
    const origins = server.number(parameter);
    if (!at || server.number('max_logical_replication_workers') <= usableWorkers(server, origins)) return;
    report(at, 'tooFew', { parameter, origins }, { related: linesOf(server, parameter) });
  },

  examples: [
    {
      title: 'four origins for sixteen workers',
      majors: { first: 18 },
      files: {
        'postgresql.conf': `
max_worker_processes = 24
max_logical_replication_workers = 16
#                                 ^^ tooFew
max_active_replication_origins = 4
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'up to 17 the number of slots counts',
      majors: { first: 10, last: 17 },
      files: {
        'postgresql.conf': `
max_worker_processes = 24
max_logical_replication_workers = 16
#                                 ^^ tooFew
max_replication_slots = 4
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'origins for all',
      files: {
        'postgresql.conf': `
max_worker_processes = 24
max_logical_replication_workers = 10
max_replication_slots = 20
`,
      },
      onServer: { starts: true },
    },
  ],
});
