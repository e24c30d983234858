import * as l10n from '../../l10n.ts';
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
  return milliseconds < 60_000
    ? l10n.t('less than a minute')
    : formatDuration(Math.floor(milliseconds / 60_000) * 60_000);
}

function slotNode(place: Place, slot: Slot, now: Date): TreeNode {
  const { name, kind, active, retained, walStatus, safeWalSize, inactiveSince, invalidation, activePid } = slot;
  const inner = below(place, `slot ${name}`, { slot: name });
  const idle = inactiveSince && l10n.t('for {0}', idleTime(now.getTime() - inactiveSince.getTime()));
  return treeNode(inner, 'slot', name, {
    description: words(
      kind,
      active ? l10n.t('active') : [l10n.t('inactive'), idle].filter(Boolean).join(' '),
      retained !== undefined && l10n.t('keeps {0}', formatBytes(retained)),
      invalidation === undefined ? walStatus : l10n.t('invalidated: {0}', invalidation),
    ),
    tooltip: lines(
      inactiveSince && l10n.t('inactive since {0}', inactiveSince.toISOString()),
      slot.plugin !== undefined && l10n.t('plugin {0}, database {1}', slot.plugin, slot.database),
      activePid !== undefined && l10n.t('held by process {0}', activePid),
      safeWalSize !== undefined && l10n.t('{0} more WAL until it is in danger', formatBytes(safeWalSize)),
      slot.temporary && l10n.t('temporary: goes with its session'),
      slot.failover && l10n.t('synchronised to standbys (failover)'),
      slot.synced && l10n.t('a copy of the primary’s slot (synced)'),
      slot.twoPhase && l10n.t('decodes prepared transactions (two-phase)'),
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
    l10n.t('Slots'),
    slots.map((slot) => slotNode(place, slot, now)),
    { icon: { id: 'bookmark' } },
  );
}
