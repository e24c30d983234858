import type { ClusterManager } from '../live/server-look.ts';
import type { ClusterServer } from '../live/topology.ts';
import { refuse } from './act-on.ts';
import type { Refusal } from './action.ts';

interface Ways {
  readonly promote: string;
  /** Undefined: the tool leaves synchronous replication to the server's own settings. */
  readonly synchronous: string | undefined;
}

const ways: Readonly<Record<ClusterManager, Ways>> = {
  Patroni: { promote: 'patronictl switchover (or failover)', synchronous: 'patronictl edit-config (synchronous_mode)' },
  repmgr: { promote: 'repmgr standby switchover (or standby promote)', synchronous: undefined },
  pg_auto_failover: {
    promote: 'pg_autoctl perform switchover',
    synchronous: 'pg_autoctl set formation number-sync-standbys',
  },
  CloudNativePG: { promote: 'kubectl cnpg promote', synchronous: 'spec.postgresql.synchronous of the Cluster' },
  'Zalando operator': {
    promote: 'patronictl switchover in the pod',
    synchronous: 'spec.patroni.synchronous_mode of the postgresql',
  },
  'Crunchy operator': {
    promote: 'spec.patroni.switchover of the PostgresCluster',
    synchronous: 'spec.patroni.dynamicConfiguration.synchronous_mode of the PostgresCluster',
  },
};

/** Refuses what a tool that manages the cluster does itself, with the command to use instead; undefined: nobody does. */
export function managedElsewhere(servers: readonly ClusterServer[], what: keyof Ways): Refusal | undefined {
  for (const { look, name } of servers) {
    const manager = (look.reached ? look : look.last)?.manager;
    const way = manager && ways[manager][what];
    if (way !== undefined)
      return refuse(`${manager} manages ${name} and would undo this, or fight it. Use ${way} instead.`);
  }
  return undefined;
}
