import * as l10n from '../l10n.ts';
import type { ClusterState, ClusterTopology, FoundServer, Trouble } from '../live/topology.ts';
import { count } from '../live/troubles/trouble.ts';
import type { RunningTask } from '../live-services.ts';
import { type FindingsOf, serverNodes } from './nodes/server-nodes.ts';
import { below, distinct, levelIcon, lines, type Place, type TreeNode, treeNode, words } from './nodes/tree-node.ts';

/** What the tree shows besides what was seen. */
export interface Surroundings {
  findings(cluster: string): FindingsOf;
  readonly tasks: readonly RunningTask[];
  readonly now: Date;
}

function troubleNode(place: Place, { cause, level, message, advice, server }: Trouble): TreeNode {
  const inner = below(place, `trouble ${cause}`, server === undefined ? {} : { server });
  return treeNode(inner, 'trouble', message, {
    description: advice ?? '',
    tooltip: lines(message, advice),
    icon: levelIcon(level),
    copied: message,
  });
}

function foundNode(place: Place, { host, port, name, relation }: FoundServer): TreeNode {
  const inner = below(place, `found ${host} ${port} ${name}`);
  return treeNode(inner, `found ${host}:${port ?? ''}`, name === '' ? host : name, {
    description: words(
      l10n.t('found {0}', relation),
      `${host}${port === undefined ? '' : `:${port}`}`,
      l10n.t('not connected'),
    ),
    tooltip: l10n.t('Another server told of it. Nothing connects to it before you add it.'),
    icon: { id: 'search' },
    context: 'found',
    copied: port === undefined ? host : `${host}:${port}`,
  });
}

function taskNode(place: Place, { id, title, progress }: RunningTask): TreeNode {
  return treeNode(place, `task ${id}`, title, {
    description: progress,
    tooltip: lines(title, progress),
    icon: { id: 'sync~spin' },
  });
}

/** `primary and 2 standbys`, with what is missing. */
export function summary({ servers }: ClusterTopology): string {
  const reached = servers.filter(({ look }) => look.reached);
  const primaries = reached.filter(({ role }) => role === 'primary').length;
  const standbys = reached.filter(({ role }) => role === 'standby').length;
  const lost = servers.length - reached.length;
  return words(
    primaries > 0 && count(primaries, l10n.t('primary'), l10n.t('primaries')),
    standbys > 0 && count(standbys, l10n.t('standby'), l10n.t('standbys')),
    lost > 0 && l10n.t('{0} not reached', lost),
  );
}

function clusterNode({ profile, connected, topology }: ClusterState, { findings, tasks, now }: Surroundings): TreeNode {
  const target = { cluster: profile.name };
  const place: Place = { id: profile.name, target, managed: profile.allowManagement };
  const state = connected ? (topology ? summary(topology) : l10n.t('connecting …')) : l10n.t('not connected');
  return treeNode(place, 'cluster', profile.name, {
    description: words(profile.production && l10n.t('PRODUCTION'), state),
    tooltip: lines(
      profile.conninfo,
      profile.allowManagement ? l10n.t('Actions are allowed, each after you have seen it.') : l10n.t('Read-only.'),
      profile.production && l10n.t('A production cluster: each action asks for its name.'),
    ),
    icon: topology && topology.level !== 'ok' ? levelIcon(topology.level) : { id: 'server-environment' },
    context: words('cluster', connected ? 'connected' : 'disconnected').replaceAll(' · ', ' '),
    production: profile.production,
    open: connected,
    children: topology
      ? [
          ...tasks.filter((it) => it.cluster === profile.name).map((task) => taskNode(place, task)),
          ...topology.troubles.map((trouble) => troubleNode(place, trouble)),
          ...serverNodes(place, topology, findings(profile.name), now),
          ...topology.found.map((found) => foundNode(place, found)),
        ]
      : [],
  });
}

/** The rows of the view *Clusters*. */
export function clusterNodes(clusters: readonly ClusterState[], surroundings: Surroundings): readonly TreeNode[] {
  return distinct(clusters.map((cluster) => clusterNode(cluster, surroundings)));
}
