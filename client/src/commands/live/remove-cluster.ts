import { window } from 'vscode';
import type { NodeParameters } from '../../connect/node-parameters.ts';
import type { ClusterProfile } from '../../connect/profile.ts';
import * as l10n from '../../l10n.ts';
import type { Target } from '../../live/topology.ts';
import type { LiveServices } from '../../live-services.ts';

/** Takes a profile out of the settings and its passwords out of the secret store. Returns whether it is gone. */
export async function removeCluster(services: LiveServices, target: Target | undefined): Promise<boolean> {
  const cluster = await services.chooseCluster(target);
  if (!cluster) return false;
  const { profile } = cluster;
  const detail = l10n.t(
    'The profile leaves the settings, its passwords leave the secret store. The servers are not touched.',
  );
  const remove = l10n.t('Remove');
  const chosen = await window.showWarningMessage(
    l10n.t('Remove cluster {0}?', profile.name),
    { modal: true, detail },
    remove,
  );
  if (chosen !== remove) return false;
  await services.fleet.disconnect(profile.name);
  await forgetAll(services, profile.name);
  await services.profiles.remove(profile.name);
  return true;
}

/** A conninfo that cannot be used names no servers; its profile can be removed all the same. */
function serversOf(profiles: LiveServices['profiles'], profile: ClusterProfile): readonly NodeParameters[] {
  try {
    return profiles.servers(profile);
  } catch {
    return [];
  }
}

/** Takes the passwords of a cluster out of the secret store and of memory; returns how many there were. */
export async function forgetAll({ profiles }: LiveServices, cluster: string): Promise<number> {
  const profile = profiles.get(cluster);
  const servers = profile ? serversOf(profiles, profile) : [];
  const kept = await Promise.all(servers.map((server) => profiles.password(server)));
  await Promise.all(servers.map((server) => profiles.forgetPassword(server)));
  return kept.filter((password) => password !== undefined).length;
}
