import * as l10n from '../../l10n.ts';
import type { Slot } from '../server-look.ts';
import { segmentBytes, settingBytes } from '../setting-number.ts';
import { formatBytes, formatDuration } from '../sizes.ts';
import type { Trouble } from '../topology.ts';
import { plain, type Reached, reached, type Scene, trouble } from './trouble.ts';

const reasons: Readonly<Record<string, string>> = {
  wal_removed: l10n.t('the WAL it needs was removed'),
  rows_removed: l10n.t('rows it needs were removed'),
  wal_level_insufficient: l10n.t('wal_level was too low'),
  idle_timeout: l10n.t('it was idle for too long'),
  conflicting: l10n.t('it was in the way of replay'),
};

function lost(server: Reached, slot: Slot): readonly Trouble[] {
  if (slot.walStatus !== 'lost' && slot.invalidation === undefined) return [];
  const reason = reasons[slot.invalidation ?? 'wal_removed'] ?? plain(slot.invalidation ?? '');
  const message = l10n.t('Slot {0} is lost, {1}: who used it cannot go on.', plain(slot.name, 40), reason);
  const advice =
    slot.kind === 'physical'
      ? l10n.t('If its standby cannot get that WAL from an archive, make it anew from a base backup. Drop the slot.')
      : l10n.t('Drop the slot; its subscriber has to copy the tables again.');
  const level = slot.synced === true ? 'warning' : 'error';
  return [trouble('slotLost', level, server, message, { detail: slot.name, advice, announce: true })];
}

/** Less than this may still be written: a segment, the least that is removed at once, or a tenth of what is allowed. */
function dangerBelow(server: Reached): bigint {
  const segment = segmentBytes(server.look);
  const tenth = (settingBytes(server.look, 'max_slot_wal_keep_size') ?? 0n) / 10n;
  return tenth > segment ? tenth : segment;
}

function inDanger(server: Reached, slot: Slot): readonly Trouble[] {
  const { name, walStatus, safeWalSize } = slot;
  const isShort = safeWalSize !== undefined && safeWalSize < dangerBelow(server);
  if (walStatus !== 'unreserved' && !isShort) return [];
  const message =
    walStatus === 'unreserved' || safeWalSize === undefined || safeWalSize <= 0n
      ? l10n.t('Slot {0} is about to be lost: the next checkpoint may remove WAL it needs.', plain(name, 40))
      : l10n.t('Slot {0} is about to be lost: {1} more of WAL, then it is.', plain(name, 40), formatBytes(safeWalSize));
  const advice = l10n.t('Let its consumer catch up, or raise max_slot_wal_keep_size and reload: that helps at once.');
  return [trouble('slotInDanger', 'error', server, message, { detail: name, advice, announce: true })];
}

function unused({ look }: Reached, { inactiveSince }: Slot, now: Date): string {
  if (!inactiveSince) return l10n.t('Nobody uses it');
  return l10n.t(
    'Nobody uses it for {0}{1}',
    formatDuration(now.getTime() - inactiveSince.getTime()),
    look.identity.inRecovery ? ' here' : '',
  );
}

/**
 * An unused slot. It costs nothing while it keeps less than one segment of WAL, since whole segments are kept. It is an
 * error above `max_wal_size`, which this server would not exceed for its own sake, if nothing limits the slot.
 */
function inactive(server: Reached, slot: Slot, now: Date): readonly Trouble[] {
  const { name, active, temporary, synced, retained } = slot;
  if (active || temporary || synced === true || retained === undefined) return [];
  if (retained < segmentBytes(server.look)) return [];
  const most = settingBytes(server.look, 'max_wal_size');
  const unlimited = (settingBytes(server.look, 'max_slot_wal_keep_size') ?? -1n) < 0n;
  const isLarge = unlimited && most !== undefined && retained > most;
  const message = l10n.t(
    'Slot {0} keeps {1} of WAL{2}.',
    plain(name, 40),
    formatBytes(retained),
    unlimited ? l10n.t(' until the disk is full') : '',
  );
  const advice = l10n.t('{0}: start its consumer again, or drop the slot.', unused(server, slot, now));
  return [
    trouble('slotUnused', isLarge ? 'error' : 'warning', server, message, { detail: name, advice, announce: isLarge }),
  ];
}

function ofSlot(server: Reached, slot: Slot, now: Date): readonly Trouble[] {
  for (const found of [lost(server, slot), inDanger(server, slot)]) if (found.length > 0) return found;
  return inactive(server, slot, now);
}

/** Slots that are lost, soon will be, or keep WAL for nobody. */
export function slotTroubles(scene: Scene): readonly Trouble[] {
  return reached(scene).flatMap((server) => server.look.slots.flatMap((slot) => ofSlot(server, slot, scene.now)));
}
