import * as l10n from '../l10n.ts';
import { sqlLiteral } from '../live/quote-sql.ts';
import type { SeenServer } from '../live/server-look.ts';
import type { ClusterServer, ClusterState } from '../live/topology.ts';
import type { Action, Refusal } from './action.ts';

/** What an action is about: a cluster and one server of it as they were just seen. */
export interface Subject {
  readonly cluster: ClusterState;
  readonly server: ClusterServer;
  /** Servers of the other clusters that are connected; left out: none are. */
  readonly elsewhere?: readonly ClusterServer[];
}

export function refuse(refused: string): Refusal {
  return { refused };
}

/** What was just seen of the server, or why nothing can be done there. */
export function seenOrRefused({ server }: Subject): SeenServer | Refusal {
  return server.look.reached
    ? server.look
    : refuse(l10n.t('{0} was not reached: {1}', server.name, server.look.reason));
}

/** An action on that server. */
export function actionOn({ cluster, server }: Subject, action: Omit<Action, 'cluster' | 'server'>): Action {
  return { cluster: cluster.profile.name, server: server.key, ...action };
}

/** All servers of the cluster but the one that is acted on. */
export function otherServers({ cluster, server }: Subject): readonly ClusterServer[] {
  return (cluster.topology?.servers ?? []).filter(({ key }) => key !== server.key);
}

/** A text as a literal. */
export function literal(text: string): string {
  return sqlLiteral(text).trim();
}
