import type { ServerConfig } from '../../model/server-config.ts';
import { defineRule } from '../rule.ts';

const publishing = ['max_wal_senders', 'max_replication_slots'] as const;
const subscribing = ['max_logical_replication_workers', 'max_active_replication_origins'] as const;

function zeros(server: ServerConfig, names: readonly string[]): readonly string[] {
  return names.filter((name) => server.catalog.get(name) !== undefined && server.number(name) === 0);
}

/** Where servers write in both directions, each is a publisher and a subscriber. */
export const oneWayNode = defineRule({
  id: 'one-way-node',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  presets: ['multi-master'],
  docs: {
    what: 'One of `max_wal_senders`, `max_replication_slots`, `max_logical_replication_workers` and `max_active_replication_origins` is 0, while the project has several servers that take writes (preset `multi-master`).',
    why: 'A node of such a set is a publisher and a subscriber. Without senders or slots the others cannot subscribe to it, without workers or origins its own subscriptions never start; its data drifts away from theirs.',
    how: 'Remove the line, or count: a sender and a slot for each other node, a worker and an origin for each subscription, and one or two more of each for tables that are copied.',
    see: ['logical-replication-config.html'],
  },
  messages: {
    cannotPublish: '{parameter} is 0: the other nodes cannot subscribe to this one, and miss what is written here.',
    cannotSubscribe: '{parameter} is 0: no subscription of this node starts, and it misses what the others write.',
  },

  check(server, report) {
    for (const parameter of zeros(server, publishing)) {
      const { at } = server.setting(parameter);
      if (at) report(at, 'cannotPublish', { parameter });
    }
    for (const parameter of zeros(server, subscribing)) {
      const { at } = server.setting(parameter);
      if (at) report(at, 'cannotSubscribe', { parameter });
    }
  },

  examples: [
    {
      title: 'neither here nor there',
      files: {
        'postgresql.conf': `
max_replication_slots = 0
#                       ^ cannotPublish
max_logical_replication_workers = 0
#                                 ^ cannotSubscribe
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'both ways',
      files: {
        'postgresql.conf': `
wal_level = logical
max_replication_slots = 10
max_logical_replication_workers = 4
`,
      },
      onServer: { starts: true },
    },
  ],
});
