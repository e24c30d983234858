import type { SeenServer } from '../live/server-look.ts';
import type { ClusterServer, ClusterState } from '../live/topology.ts';
import type { Action, Refusal } from './action.ts';

/** What an action is about: a cluster and one server of it as they were just seen. */
export interface Subject {
  readonly cluster: ClusterState;
  readonly server: ClusterServer;
}

export function refuse(refused: string): Refusal {
  return { refused };
}

/** What was just seen of the server, or why nothing can be done there. */
export function seenOrRefused({ server }: Subject): SeenServer | Refusal {
  return server.look.reached ? server.look : refuse(`${server.name} was not reached: ${server.look.reason}`);
}

/** An action on that server. */
export function actionOn(
  { cluster, server }: Subject,
  action: Pick<Action, 'title' | 'verb' | 'statements' | 'consequences'>,
): Action {
  return { cluster: cluster.profile.name, server: server.key, ...action };
}
