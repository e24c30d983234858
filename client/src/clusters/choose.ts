import { type QuickPickItem, window } from 'vscode';
import { UserError } from '../errors.ts';
import * as l10n from '../l10n.ts';
import type { ClusterServer, ClusterState, Target } from '../live/topology.ts';
import type { Fleet } from '../live-services.ts';
import { summary } from './cluster-nodes.ts';
import { shownName, withoutIcons, words } from './nodes/tree-node.ts';

type Fits = (server: ClusterServer) => boolean;
type Chosen = { readonly cluster: ClusterState; readonly server: ClusterServer };

/** A name in a quick pick: plain characters. */
function plain(name: string): string {
  return withoutIcons(shownName(name));
}

/** Asks which cluster is meant where the command came without one; undefined: cancelled. */
export async function chooseCluster(fleet: Fleet, target: Target | undefined): Promise<ClusterState | undefined> {
  const named = target && fleet.get(target.cluster);
  if (named) return named;
  const { clusters } = fleet;
  if (clusters.length === 0) throw new UserError(l10n.t('There is no cluster yet: add one first.'));
  if (clusters.length === 1) return clusters[0];
  const items: (QuickPickItem & { readonly cluster: ClusterState })[] = clusters.map((cluster) => ({
    label: plain(cluster.profile.name),
    description: cluster.topology ? summary(cluster.topology) : l10n.t('not connected'),
    cluster,
  }));
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Which cluster?') }))?.cluster;
}

function serversOf({ clusters }: Fleet, target: Target | undefined, fits: Fits): readonly Chosen[] {
  return clusters
    .filter(({ profile }) => target === undefined || profile.name === target.cluster)
    .flatMap((cluster) => (cluster.topology?.servers ?? []).map((server) => ({ cluster, server })))
    .filter(({ server }) => fits(server) && (target?.server === undefined || server.key === target.server));
}

/** Asks which server is meant, among those that fit; undefined: cancelled. Throws where there is none. */
export async function chooseServer(
  fleet: Fleet,
  target: Target | undefined,
  fits: Fits = () => true,
): Promise<Chosen | undefined> {
  const choices = serversOf(fleet, target, fits);
  const [only] = choices;
  if (!only) throw new UserError(l10n.t('No connected server fits: connect to a cluster first.'));
  if (choices.length === 1 && target !== undefined) return only;
  const items: (QuickPickItem & { readonly chosen: Chosen })[] = choices.map((chosen) => ({
    label: plain(chosen.server.name),
    description: plain(words(chosen.server.role, chosen.server.key)),
    detail: plain(chosen.cluster.profile.name),
    chosen,
  }));
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Which server?'), matchOnDescription: true }))
    ?.chosen;
}
