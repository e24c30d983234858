import type { Target } from '../../live/topology.ts';
import type { LiveServices } from '../../live-services.ts';

/** Connects to a cluster, asking for a password where one is needed. */
export async function connectCluster(services: LiveServices, target: Target | undefined): Promise<void> {
  const cluster = await services.chooseCluster(target);
  if (cluster) await services.fleet.connect(cluster.profile.name);
}

/** Closes the sessions to a cluster and forgets what was seen. */
export async function disconnectCluster(services: LiveServices, target: Target | undefined): Promise<void> {
  const cluster = await services.chooseCluster(target);
  if (cluster) await services.fleet.disconnect(cluster.profile.name);
}

/** Looks at a cluster now; at all that are connected where none is named. */
export async function refreshClusters({ fleet }: LiveServices, target: Target | undefined): Promise<void> {
  await fleet.refresh(target?.cluster);
}
