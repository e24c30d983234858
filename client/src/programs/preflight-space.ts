import * as l10n from '../l10n.ts';
import type { BackupFacts } from '../live/queries/preflight.ts';
import { formatBytes } from '../live/sizes.ts';
import type { BaseBackupDefinition } from './operations/base-backup.ts';
import type { BackupPlaces, Check } from './preflight.ts';
import { type FolderBefore, fileSystemOf, freeSpace } from './target-folder.ts';

/** How much may be written at a place. */
export interface Room {
  readonly path: string;
  /** Places on the same file system share their room; undefined: not known. */
  readonly system: number | undefined;
  /** Free bytes; undefined: not known. */
  readonly free: number | undefined;
}

/** The room of a folder, or of the one that it will be made in. */
export async function roomAt(folder: FolderBefore): Promise<Room> {
  const [system, free] = await Promise.all([fileSystemOf(folder), freeSpace(folder)]);
  return { path: folder.path, system, free };
}

/** Something that is copied; undefined: its size is not known. */
interface Part {
  readonly room: Room;
  readonly size: number | undefined;
}

/** What goes where: tablespaces to their places, the rest to the target. Sizes are those on the server. */
function partsOf({ databaseSize = 0, tablespaceSizes }: BackupFacts, { room, tablespaces }: BackupPlaces): Part[] {
  const apart = tablespaces.map((it): Part => ({ room: it.room, size: tablespaceSizes.get(it.location) }));
  const known = apart.reduce((sum, { size = 0 }) => sum + size, 0);
  return [{ room, size: Math.max(0, databaseSize - known) }, ...apart];
}

/** Whether each file system has the room that is needed there; compressed or incremental, it may need less. */
export function spaceChecks(
  definition: BaseBackupDefinition,
  facts: BackupFacts,
  places: BackupPlaces,
): readonly Check[] {
  const unknown: Check = { title: l10n.t('Free space'), ok: true, advice: l10n.t('It is not known here.') };
  if (facts.databaseSize === undefined) return [unknown];
  const parts = partsOf(facts, places);
  const isWhole = definition.compress === undefined && definition.incremental === undefined;
  const isExact = isWhole && parts.every(({ size }) => size !== undefined);
  const hidden =
    facts.unmeasured > 0
      ? l10n.t('{0} databases could not be measured (pg_read_all_stats would do).', facts.unmeasured)
      : '';
  return [...Map.groupBy(parts, ({ room }) => room.system).values()].map((together) => {
    const [first] = together;
    if (first?.room.free === undefined) return unknown;
    const { free, path } = first.room;
    const needed = together.reduce((sum, { size = 0 }) => sum + size, 0);
    const title = l10n.t('{0} free for {1} at {2}', formatBytes(free), formatBytes(needed), path);
    if (free > needed) return { title, ok: true, advice: hidden };
    if (isExact) return { title, ok: false, advice: l10n.t('Make room, or take a place on another disk.') };
    return { title, ok: true, advice: l10n.t('It may not be enough.') };
  });
}
