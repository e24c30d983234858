import * as l10n from '../../l10n.ts';
import { lastSeen } from '../../live/last-seen.ts';
import type { LiveFinding } from '../../live/live-findings.ts';
import type { SeenServer } from '../../live/server-look.ts';
import type { ClusterServer, ClusterTopology } from '../../live/topology.ts';
import { publicationNodes, subscriptionNodes } from './logical-nodes.ts';
import { slotNodes } from './slot-nodes.ts';
import { backupNodes, conflictNodes, feedNodes, senderNodes, serverBehind } from './stream-nodes.ts';
import { below, levelIcon, lines, type Place, type TreeNode, treeNode, words } from './tree-node.ts';
import { archiverNodes, fileErrorNodes, findingNodes, hiddenNodes, pendingNodes } from './upkeep-nodes.ts';

/** What the rules say, by server. */
export type FindingsOf = (server: ClusterServer) => readonly LiveFinding[];

const roles = { primary: l10n.t('primary'), standby: l10n.t('standby'), unknown: l10n.t('unknown') };

function stateOf(server: ClusterServer): string {
  const { role, feed, look } = server;
  if (!look.reached) return words(role === 'unknown' ? '' : l10n.t('was {0}', roles[role]), l10n.t('not reached'));
  if (role !== 'standby') return words(roles[role], `PostgreSQL ${look.identity.version}`);
  const paused = look.wal.replayPause === 'paused' && l10n.t('replay paused');
  if (!feed)
    return words(roles.standby, look.walReceiver ? look.walReceiver.status : l10n.t('receives nothing'), paused);
  return words(feed.sender.syncState ?? roles.standby, feed.sender.state, serverBehind(server), paused);
}

function tooltipOf(server: ClusterServer, seen: SeenServer | undefined): string {
  const { identity } = seen ?? {};
  return lines(
    `${server.key}, ${roles[server.role]}`,
    identity && l10n.t('PostgreSQL {0}, timeline {1}', identity.version, identity.timeline ?? '?'),
    identity && l10n.t('role {0}, database {1}', identity.role, identity.database),
    identity?.dataDirectory !== undefined && identity.dataDirectory,
    identity && l10n.t('started {0}', identity.startedAt.toISOString()),
    seen?.manager && l10n.t('managed by {0}', seen.manager),
    !server.look.reached && server.look.reason,
    !server.look.reached && seen && l10n.t('last seen {0}', seen.at.toISOString()),
  );
}

function unreachedNode(place: Place, { look }: ClusterServer): TreeNode[] {
  if (look.reached) return [];
  const needsUser = look.failure === 'passwordNeeded' || look.failure === 'passwordWrong';
  const next =
    look.failure === 'configuration'
      ? l10n.t('It is tried again when you have changed the cluster, or refresh.')
      : l10n.t('It is tried again by itself.');
  const row = treeNode(place, 'unreached', look.reason, {
    icon: { id: needsUser ? 'key' : 'debug-disconnect' },
    tooltip: lines(look.reason, needsUser ? l10n.t('A click asks for the password.') : next),
    copied: look.reason,
    ...(needsUser && { command: 'pgReplication.connectCluster' }),
  });
  return [row];
}

function partsOf(place: Place, server: ClusterServer, seen: SeenServer, findings: FindingsOf, now: Date): TreeNode[] {
  return [
    ...feedNodes(place, server, seen),
    ...senderNodes(place, server),
    ...backupNodes(place, server, seen),
    ...conflictNodes(place, seen),
    ...slotNodes(place, seen, now),
    ...archiverNodes(place, seen),
    ...publicationNodes(place, seen),
    ...subscriptionNodes(place, seen),
    ...pendingNodes(place, seen),
    ...fileErrorNodes(place, seen),
    ...findingNodes(place, findings(server)),
    ...hiddenNodes(place, seen),
  ];
}

function iconOf({ role, look }: ClusterServer): TreeNode['icon'] {
  if (!look.reached) return levelIcon('warning');
  return { id: role === 'primary' ? 'database' : 'layers' };
}

/** A server and, inside it, the standbys that stream from it. A circle of servers is cut where it began. */
function serverNode(
  place: Place,
  topology: ClusterTopology,
  server: ClusterServer,
  options: { readonly findings: FindingsOf; readonly now: Date; readonly above: readonly string[] },
): TreeNode {
  const { findings, now, above } = options;
  const known = [...above, server.key];
  const inner = below(place, `server ${server.key}`, { server: server.key });
  const seen = lastSeen(server.look);
  const nested = topology.servers
    .filter(({ upstream, key }) => upstream === server.key && !known.includes(key))
    .map((standby) => serverNode(place, topology, standby, { ...options, above: known }));
  const parts = server.look.reached ? partsOf(inner, server, server.look, findings, now) : unreachedNode(inner, server);
  return treeNode(inner, 'server', server.name, {
    description: stateOf(server),
    tooltip: tooltipOf(server, seen),
    icon: iconOf(server),
    context: words('server', server.role, server.look.reached && 'seen').replaceAll(' · ', ' '),
    copied: server.key,
    children: [...nested, ...parts],
    open: nested.length > 0,
  });
}

/** Servers that stream from nobody here, and the first one of each circle: below these hang all. */
function rootsOf({ servers }: ClusterTopology): readonly ClusterServer[] {
  const keys = new Set(servers.map(({ key }) => key));
  const placed = new Set<string>();
  const isRoot = ({ upstream }: ClusterServer) => upstream === undefined || !keys.has(upstream);
  const roots: ClusterServer[] = [];
  for (const server of [...servers.filter(isRoot), ...servers]) {
    if (placed.has(server.key)) continue;
    roots.push(server);
    const chain = [server];
    for (const { key: above } of chain) {
      placed.add(above);
      chain.push(...servers.filter(({ key, upstream }) => upstream === above && !placed.has(key)));
    }
  }
  return roots;
}

/** The servers of a cluster: what streams from nobody in it first, primaries before the rest. */
export function serverNodes(place: Place, topology: ClusterTopology, findings: FindingsOf, now: Date): TreeNode[] {
  const order = (server: ClusterServer) => (server.role === 'primary' ? 0 : 1);
  return rootsOf(topology)
    .toSorted((a, b) => order(a) - order(b))
    .map((server) => serverNode(place, topology, server, { findings, now, above: [] }));
}
