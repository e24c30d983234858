import type { NodeParameters } from '../connect/node-parameters.ts';
import { passfilePassword } from '../connect/passfile.ts';
import type { ClusterProfile } from '../connect/profile.ts';
import { tryReplication } from '../connect/try-replication.ts';
import { hostWorld } from '../connect/world.ts';
import { UserError } from '../errors.ts';
import * as l10n from '../l10n.ts';
import type { LiveServices } from '../live-services.ts';
import type { ReachedServer } from '../programs/run-site.ts';

/** The cluster and server that a definition names. */
export interface Named {
  readonly cluster: string;
  readonly server?: string | undefined;
}

/** The profile of that name; throws `UserError` if there is none. */
export function profileOf({ profiles }: LiveServices, cluster: string): ClusterProfile {
  const profile = profiles.get(cluster);
  if (!profile) throw new UserError(l10n.t('There is no cluster {0} in the settings.', cluster));
  return profile;
}

/** The server that a task means: the named one, the primary as last seen, or the only one there is. */
function parametersOf(services: LiveServices, { cluster, server }: Named): NodeParameters {
  const all = services.profiles.servers(profileOf(services, cluster));
  const primary = services.fleet.get(cluster)?.topology?.servers.find(({ role }) => role === 'primary');
  const key = server ?? primary?.key ?? (all.length === 1 ? all[0]?.key : undefined);
  if (key === undefined)
    throw new UserError(
      l10n.t('Cluster {0} has several servers: connect to it, or name one (server) in the task.', cluster),
    );
  const found = all.find((each) => each.key === key);
  if (!found) throw new UserError(l10n.t('Cluster {0} has no server {1}.', cluster, key));
  return found;
}

/** A server of a profile as programs reach it: the password stays in memory and in a passfile that is lent. */
export function reachServer(services: LiveServices, named: Named, signal: AbortSignal): ReachedServer {
  const parameters = parametersOf(services, named);
  const { profiles } = services;
  const password = async () =>
    (await profiles.password(parameters)) ?? parameters.password ?? passfilePassword(parameters, hostWorld()).password;
  return {
    parameters,
    // The signal is not passed on: after a cancel a session still drops the slot.
    open: (purpose) => profiles.open(parameters, { purpose, ask: !signal.aborted }),
    password,
    tryReplication: async () => tryReplication(parameters, await password(), signal),
  };
}
