import * as l10n from '../l10n.ts';
import { lastSeen } from '../live/last-seen.ts';
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
  Patroni: {
    promote: l10n.t('"patronictl switchover" ("patronictl failover" if the primary is gone)'),
    synchronous: l10n.t('"patronictl edit-config" (synchronous_mode)'),
  },
  repmgr: {
    promote: l10n.t('"repmgr standby switchover" ("repmgr standby promote" if the primary is gone)'),
    synchronous: undefined,
  },
  pg_auto_failover: {
    promote: l10n.t('"pg_autoctl perform switchover" ("pg_autoctl perform failover" if the primary is gone)'),
    synchronous: '"pg_autoctl set formation number-sync-standbys"',
  },
  CloudNativePG: {
    promote: l10n.t('"kubectl cnpg promote"'),
    synchronous: l10n.t('spec.postgresql.synchronous of the Cluster'),
  },
  'Zalando operator': {
    promote: l10n.t('"patronictl switchover" in the pod ("patronictl failover" if the primary is gone)'),
    synchronous: l10n.t('spec.patroni.synchronous_mode of the postgresql resource'),
  },
  'Crunchy operator': {
    promote: l10n.t('spec.patroni.switchover of the PostgresCluster'),
    synchronous: l10n.t('spec.patroni.dynamicConfiguration.synchronous_mode of the PostgresCluster'),
  },
};

/** Refuses what a tool that manages the cluster does itself, with the command to use instead; undefined: nobody does. */
export function managedElsewhere(servers: readonly ClusterServer[], what: keyof Ways): Refusal | undefined {
  for (const { look, name } of servers) {
    const manager = lastSeen(look)?.manager;
    const way = manager && ways[manager][what];
    if (way !== undefined)
      return refuse(l10n.t('{0} manages {1} and would undo this, or fight it. Use {2} instead.', manager, name, way));
  }
  return undefined;
}
