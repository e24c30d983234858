import type { Subject } from '../../act/act-on.ts';
import type { Action, Refusal } from '../../act/action.ts';
import { UserError } from '../../errors.ts';
import * as l10n from '../../l10n.ts';
import type { ClusterServer, Target } from '../../live/topology.ts';
import type { LiveServices } from '../../live-services.ts';

/** Looks anew, so that guards see the present, and finds the server that a command is about; undefined: cancelled. */
export async function aimAt(
  services: LiveServices,
  target: Target | undefined,
  fits?: (server: ClusterServer) => boolean,
): Promise<Subject | undefined> {
  const chosen = await services.chooseServer(target, fits);
  if (!chosen) return undefined;
  const name = chosen.cluster.profile.name;
  await services.fleet.refresh(name);
  const cluster = services.fleet.get(name);
  const server = cluster?.topology?.servers.find(({ key }) => key === chosen.server.key);
  if (!cluster || !server) throw new UserError(l10n.t('{0} is not connected any more.', name));
  const others = services.fleet.clusters.filter((it) => it.profile.name !== name && it.connected);
  return { cluster, server, elsewhere: others.flatMap(({ topology }) => topology?.servers ?? []) };
}

/** The primary that a command for a whole cluster is about. */
export function aimAtPrimary(services: LiveServices, target: Target | undefined): Promise<Subject | undefined> {
  const isPrimary = ({ role, look }: ClusterServer) => role === 'primary' && look.reached;
  const cluster = target && { cluster: target.cluster };
  return aimAt(services, cluster, isPrimary);
}

/** Runs an action, or says why it must not run. Returns whether it ran. */
export async function runAction({ actor }: LiveServices, action: Action | Refusal): Promise<boolean> {
  if ('refused' in action) throw new UserError(action.refused);
  return actor.run(action);
}
