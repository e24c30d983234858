import assert from 'node:assert/strict';
import { clusterNodes, type Surroundings } from '../../client/src/clusters/cluster-nodes.ts';
import type { TreeNode } from '../../client/src/clusters/nodes/tree-node.ts';
import type { ClusterProfile } from '../../client/src/connect/profile.ts';
import { buildTopology } from '../../client/src/live/build-topology.ts';
import type { Look } from '../../client/src/live/server-look.ts';
import type { ClusterTopology } from '../../client/src/live/topology.ts';
import { lookedAt, looksOf, profile } from './looks.ts';

/** Nothing but what was seen. */
export const alone: Surroundings = { findings: () => () => [], tasks: [], now: lookedAt };

/** The tree of one connected cluster. */
export function nodesOf(
  topology: ClusterTopology,
  more: Partial<ClusterProfile> = {},
  around: Partial<Surroundings> = {},
): readonly TreeNode[] {
  return clusterNodes([{ profile: profile(more), connected: true, topology }], { ...alone, ...around });
}

/** The tree of a cluster whose servers were seen like that. */
export function treeOf(
  looks: readonly Look[],
  more: Partial<ClusterProfile> = {},
  around: Partial<Surroundings> = {},
): readonly TreeNode[] {
  return nodesOf(buildTopology(profile(more), looksOf(...looks), lookedAt), more, around);
}

/** The rows inside the first row with that label, as text. */
export function inside(nodes: readonly TreeNode[], label: string): string {
  const row = allRows(nodes).find((it) => it.label === label);
  assert.ok(row, `${label} in\n${treeText(nodes)}`);
  return treeText(row.children);
}

/** So many minutes before the looks. */
export function minutesAgo(minutes: number): Date {
  return new Date(lookedAt.getTime() - minutes * 60_000);
}

/** Rows as indented text: icon, label, and the description after a colon. */
export function treeText(nodes: readonly TreeNode[], indent = ''): string {
  return nodes
    .map(({ icon, label, description, children }) => {
      const row = `${indent}(${icon?.id ?? ''}) ${label}${description === '' ? '' : ` : ${description}`}`;
      return children.length === 0 ? row : `${row}\n${treeText(children, `${indent}  `)}`;
    })
    .join('\n');
}

/** All rows, each before what it holds. */
export function allRows(nodes: readonly TreeNode[]): readonly TreeNode[] {
  return nodes.flatMap((node) => [node, ...allRows(node.children)]);
}
