import type { Major } from '../../catalog/parameter.ts';
import { primaryAbove } from '../../model/topology.ts';
import { setParameter } from '../edits.ts';
import { linesOf, valueOrFile } from '../places.ts';
import { defineTopologyRule } from '../rule.ts';

/** What a hot standby needs as much of as its primary has, and since when (`CheckRequiredParameterValues`). */
const needed: readonly { readonly name: string; readonly first: Major }[] = [
  { name: 'max_connections', first: 10 },
  { name: 'max_worker_processes', first: 10 },
  { name: 'max_wal_senders', first: 12 },
  { name: 'max_prepared_transactions', first: 10 },
  { name: 'max_locks_per_transaction', first: 10 },
];

/** The primary writes the five into its WAL; a standby whose own are lower cannot keep the primary's transactions in memory. */
export const settingBelowPrimary = defineTopologyRule({
  id: 'setting-below-primary',
  severity: 'error',
  versions: { first: 10 },
  docs: {
    what: 'A hot standby has less room for connections, workers, WAL senders, prepared transactions or locks than its primary.',
    why: 'A standby keeps the state of every transaction of its primary in memory of its own size. Where a value is lower, up to 13 it stops; from 14 on it does not start, or, if the primary is raised while it runs, pauses replay and stops when that is resumed.',
    how: 'To raise a value, raise it on every standby first, restart them, then the primary. To lower it, the primary first.',
    see: ['hot-standby.html#HOT-STANDBY-ADMIN'],
  },
  messages: {
    below: '{name} is {value} here and {wanted} on {primary}: a hot standby stops rather than run with less.',
  },

  checkTopology(topology, report) {
    for (const link of topology.links) {
      const above = primaryAbove(topology, link);
      const standby = link.downstream.config;
      const primary = above?.upstream.config;
      if (!primary?.complete || !standby.complete || !standby.boolean('hot_standby')) continue;
      for (const { name, first } of needed) {
        const [value, wanted] = [standby.number(name), primary.number(name)];
        const at = valueOrFile(standby, name);
        if (standby.catalog.major < first || value >= wanted || !at) continue;
        const edits = setParameter(standby, name, String(wanted));
        report(
          at,
          'below',
          { name, value, wanted, primary: primary.name },
          {
            ...(above?.evidence !== 'declared' && { atMost: 'warning' as const }),
            related: linesOf(primary, name),
            fixes:
              edits.length === 0
                ? []
                : [{ title: `Set ${name} to ${wanted}, as ${primary.name} has it`, safety: 'unsafe', edits }],
          },
        );
      }
    }
  },

  examples: [
    {
      title: 'a standby with fewer connections',
      placements: { standby: { upstream: 'primary' } },
      files: {
        'primary/postgresql.conf': 'max_connections = 300\n',
        'standby/standby.signal': '',
        'standby/postgresql.conf': `
primary_conninfo = 'host=10.0.0.1 user=replicator'
max_connections = 100
#                 ^^^ below
`,
      },
      majors: { first: 12 },
      fixed: {
        'standby/postgresql.conf': `
primary_conninfo = 'host=10.0.0.1 user=replicator'
max_connections = 300
`,
      },
    },
    {
      title: 'WAL senders count from 12 on; the file of the standby leaves the default',
      files: {
        'primary/postgresql.conf': 'max_wal_senders = 20\n',
        'standby/standby.signal': '',
        'standby/postgresql.conf': `# @ below
primary_conninfo = 'host=primary user=replicator'
`,
      },
      majors: { first: 12 },
      fixed: {
        'standby/postgresql.conf': `primary_conninfo = 'host=primary user=replicator'
max_wal_senders = 20
`,
      },
    },
    {
      title: 'as much as the primary has, and more',
      files: {
        'primary/postgresql.conf': 'max_connections = 300\n',
        'standby/standby.signal': '',
        'standby/postgresql.conf': `
primary_conninfo = 'host=primary user=replicator'
max_connections = 300
max_worker_processes = 16
`,
      },
      majors: { first: 12 },
    },
    {
      title: 'a standby that answers no queries',
      files: {
        'primary/postgresql.conf': 'max_connections = 300\n',
        'standby/standby.signal': '',
        'standby/postgresql.conf': `
primary_conninfo = 'host=primary user=replicator'
hot_standby = off
`,
      },
      majors: { first: 12 },
    },
  ],
});
