import type { Target } from '../../live/topology.ts';
import type { LiveServices } from '../../live-services.ts';

/** Shows the dashboard of a cluster; its sessions are opened where it is not connected yet. */
export async function openDashboard(
  services: LiveServices,
  target: Target | undefined,
  panels: { show(cluster: string): void },
): Promise<void> {
  const cluster = await services.chooseCluster(target);
  if (!cluster) return;
  panels.show(cluster.profile.name);
  if (!cluster.connected) await services.fleet.connect(cluster.profile.name);
}
