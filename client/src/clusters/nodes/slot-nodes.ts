import type { SeenServer, Slot } from '../../live/server-look.ts';
import { formatBytes, formatDuration } from '../../live/sizes.ts';
import { below, group, levelIcon, lines, type Place, type TreeNode, treeNode, words } from './tree-node.ts';

function iconOf({ walStatus, invalidation, active }: Slot): TreeNode['icon'] {
  if (invalidation !== undefined || walStatus === 'lost') return levelIcon('error');
  if (walStatus === 'unreserved') return levelIcon('warning');
  return { id: active ? 'circle-filled' : 'circle-outline' };
}

/** In whole minutes: the tree is drawn anew when a row changes, and this one would in each look. */
function idleTime(milliseconds: number): string {
  return milliseconds < 60_000 ? 'less than a minute' : formatDuration(Math.floor(milliseconds / 60_000) * 60_000);
}

function slotNode(place: Place, slot: Slot, now: Date): TreeNode {
  const { name, kind, active, retained, walStatus, safeWalSize, inactiveSince, invalidation, activePid } = slot;
  const inner = below(place, `slot ${name}`, { slot: name });
  const idle = inactiveSince && `for ${idleTime(now.getTime() - inactiveSince.getTime())}`;
  return treeNode(inner, 'slot', name, {
    description: words(
      kind,
      active ? 'active' : ['inactive', idle].filter(Boolean).join(' '),
      retained !== undefined && `keeps ${formatBytes(retained)}`,
      invalidation === undefined ? walStatus : `invalidated: ${invalidation}`,
    ),
    tooltip: lines(
      inactiveSince && `inactive since ${inactiveSince.toISOString()}`,
      slot.plugin !== undefined && `plugin ${slot.plugin}, database ${slot.database}`,
      activePid !== undefined && `held by process ${activePid}`,
      safeWalSize !== undefined && `${formatBytes(safeWalSize)} more WAL until it is in danger`,
      slot.temporary && 'temporary: goes with its session',
      slot.failover && 'synchronised to standbys (failover)',
      slot.synced && 'a copy of the primary’s slot (synced)',
      slot.twoPhase && 'decodes prepared transactions (two-phase)',
    ),
    icon: iconOf(slot),
    context: 'slot',
    copied: name,
  });
}

/** The slots of a server with what they keep. */
export function slotNodes(place: Place, { slots }: SeenServer, now: Date): TreeNode[] {
  return group(
    place,
    'Slots',
    slots.map((slot) => slotNode(place, slot, now)),
    { icon: { id: 'bookmark' } },
  );
}
