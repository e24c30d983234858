import type { Slot } from '../server-look.ts';
import { segmentBytes, settingBytes } from '../setting-number.ts';
import { formatBytes, formatDuration } from '../sizes.ts';
import type { Trouble } from '../topology.ts';
import { plain, type Reached, reached, type Scene, trouble } from './trouble.ts';

const reasons: Readonly<Record<string, string>> = {
  wal_removed: 'the WAL it needs was removed',
  rows_removed: 'rows it needs were removed',
  wal_level_insufficient: 'wal_level was too low',
  idle_timeout: 'it was idle for too long',
  conflicting: 'it was in the way of replay',
};

function lost(server: Reached, slot: Slot): readonly Trouble[] {
  if (slot.walStatus !== 'lost' && slot.invalidation === undefined) return [];
  const reason = reasons[slot.invalidation ?? 'wal_removed'] ?? plain(slot.invalidation ?? '');
  const message = `Slot ${plain(slot.name, 40)} is lost, ${reason}: who used it cannot go on.`;
  const advice =
    slot.kind === 'physical'
      ? 'If its standby cannot get that WAL from an archive, make it anew from a base backup. Drop the slot.'
      : 'Drop the slot; its subscriber has to copy the tables again.';
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
      ? `Slot ${plain(name, 40)} is about to be lost: the next checkpoint may remove WAL it needs.`
      : `Slot ${plain(name, 40)} is about to be lost: ${formatBytes(safeWalSize)} more of WAL, then it is.`;
  const advice = 'Let its consumer catch up, or raise max_slot_wal_keep_size and reload: that helps at once.';
  return [trouble('slotInDanger', 'error', server, message, { detail: name, advice, announce: true })];
}

function unused({ look }: Reached, { inactiveSince }: Slot, now: Date): string {
  if (!inactiveSince) return 'Nobody uses it';
  return `Nobody uses it for ${formatDuration(now.getTime() - inactiveSince.getTime())}${look.identity.inRecovery ? ' here' : ''}`;
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
  const message = `Slot ${plain(name, 40)} keeps ${formatBytes(retained)} of WAL${unlimited ? ' until the disk is full' : ''}.`;
  const advice = `${unused(server, slot, now)}: start its consumer again, or drop the slot.`;
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
