import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import * as l10n from '../l10n.ts';
import type { BackupFacts } from '../live/queries/preflight.ts';
import { causeOf } from './causes.ts';
import type { ClientProgram } from './find-programs.ts';
import type { BaseBackupDefinition } from './operations/base-backup.ts';
import { type Room, roomAt, spaceChecks } from './preflight-space.ts';
import { type FolderBefore, folderBefore } from './target-folder.ts';

/** One thing that was looked at before a program starts. */
export interface Check {
  /** What was looked at, with what was found. */
  readonly title: string;
  readonly ok: boolean;
  /** What to do; beside `ok` what to mind; '' if there is nothing to say. */
  readonly advice: string;
}

/** What a base backup would write, and what is there. */
export interface BackupPlaces {
  readonly target: FolderBefore;
  readonly walDirectory: FolderBefore | undefined;
  /** Where each tablespace goes on this machine, mapped or not; none for tar files. */
  readonly tablespaces: readonly {
    readonly location: string;
    readonly mapped: boolean;
    readonly place: FolderBefore;
    readonly room: Room;
  }[];
  /** At the target. */
  readonly room: Room;
  /** Whether a folder can be made or filled at the target. */
  readonly writable: boolean;
  /** The same of the WAL directory; true where none is named. */
  readonly walWritable: boolean;
  /** Whether the manifest of the earlier backup can be read; undefined: none is needed. */
  readonly manifest: boolean | undefined;
}

function check(title: string, ok: boolean, advice: string, remark = ''): Check {
  return { title, ok, advice: ok ? remark : advice };
}

function withoutSlash(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
}

function mappedTo(definition: BaseBackupDefinition, location: string): string | undefined {
  const pairs = Object.entries(definition.tablespaceMapping ?? {});
  return pairs.find(([from]) => withoutSlash(from) === withoutSlash(location))?.[1];
}

/** Looks at this machine: nothing is made or changed. */
export async function lookAtPlaces(definition: BaseBackupDefinition, facts: BackupFacts): Promise<BackupPlaces> {
  const target = await folderBefore(definition.target);
  const walDirectory = definition.walDirectory === undefined ? undefined : await folderBefore(definition.walDirectory);
  const locations = definition.format === 'plain' ? facts.tablespaces : [];
  const tablespaces = await Promise.all(
    locations.map(async (location) => {
      const mapped = mappedTo(definition, location);
      const place = await folderBefore(mapped ?? location);
      return { location, mapped: mapped !== undefined, place, room: await roomAt(place) };
    }),
  );
  const readable = (path: string, mode: number) =>
    access(path, mode).then(
      () => true,
      () => false,
    );
  const mayWrite = ({ path, state, parent }: FolderBefore) =>
    readable(state === 'absent' ? parent : path, constants.W_OK);
  return {
    target,
    walDirectory,
    tablespaces,
    room: await roomAt(target),
    writable: await mayWrite(target),
    walWritable: walDirectory === undefined || (await mayWrite(walDirectory)),
    manifest: definition.incremental === undefined ? undefined : await readable(definition.incremental, constants.R_OK),
  };
}

function serverChecks({ major, walLevel }: BackupFacts, { path, ...program }: ClientProgram): readonly Check[] {
  return [
    check(
      l10n.t('PostgreSQL {0}, by {1} of {2}', major, path, program.major),
      program.major >= major && major >= 10,
      l10n.t('pg_basebackup must not be older than the server: install that of {0}.', major),
    ),
    check(
      l10n.t('wal_level is {0}', walLevel),
      walLevel !== 'minimal',
      l10n.t('Set wal_level to replica and restart the server: with minimal nobody can replicate.'),
    ),
  ];
}

/** Whether the server lets us replicate; `problem` is why a real replication connection was refused. */
export function replicationCheck({ role, mayReplicate }: BackupFacts, problem: string | undefined): Check {
  if (problem === undefined) return check(l10n.t('{0} may replicate', role), true, '');
  if (!mayReplicate)
    return check(
      l10n.t('{0} may replicate', role),
      false,
      l10n.t('Give the role the right: ALTER ROLE "{0}" REPLICATION.', role),
    );
  const { cause, next } = causeOf([problem], l10n.t('The server'));
  return check(l10n.t('A replication connection is let in'), false, `${cause} ${next}`);
}

/** Whether the server has room for as many streams. */
export function senderCheck({ walSenders: { used, most } }: BackupFacts, needed: number): Check {
  return check(
    l10n.t('{0} of {1} WAL senders are free, {2} needed', most - used, most, needed),
    most - used >= needed,
    l10n.t('Raise max_wal_senders (which takes a restart), or end a stream that is not needed.'),
  );
}

/** Whether a slot can be used as it is. */
export function presentSlotCheck({ slot }: BackupFacts, name: string): Check {
  const title = l10n.t('Slot {0}', name);
  if (!slot) return check(title, false, l10n.t('There is no such slot: create it first, or set createSlot.'));
  if (slot.type !== 'physical') return check(title, false, l10n.t('It is a logical slot: take a physical one.'));
  return check(title, !slot.active, l10n.t('Somebody else uses it: take another one.'));
}

function slotChecks(definition: BaseBackupDefinition, facts: BackupFacts): readonly Check[] {
  const { slot, createSlot, temporarySlot, walMethod } = definition;
  const { used, most } = facts.slots;
  const needsRoom = walMethod === 'stream' && (slot === undefined ? temporarySlot : createSlot);
  const room = needsRoom
    ? [
        check(
          l10n.t('{0} of {1} replication slots are free', most - used, most),
          most - used >= 1,
          l10n.t(
            'Drop a slot that is not needed, raise max_replication_slots (which takes a restart), or turn temporarySlot off.',
          ),
        ),
      ]
    : [];
  if (slot === undefined) return room;
  if (!createSlot) return [...room, presentSlotCheck(facts, slot)];
  return [
    ...room,
    check(
      l10n.t('Slot {0} is not there yet', slot),
      facts.slot === undefined,
      l10n.t('There is a slot of that name: take another name, or use it with createSlot off.'),
    ),
  ];
}

function emptyCheck(what: string, { path, state }: FolderBefore): Check {
  const title = l10n.t('{0} {1} is {2}', what, path, state === 'other' ? l10n.t('not empty') : state);
  return check(title, state !== 'other', l10n.t('Take a folder that is absent or empty: this one is left alone.'));
}

function writableCheck({ path, state, parent }: FolderBefore, isWritable: boolean): Check {
  return check(
    l10n.t('{0} can be written', state === 'absent' ? parent : path),
    isWritable,
    l10n.t('Take a folder that you may write to, or change its owner or mode.'),
  );
}

function tablespaceChecks(definition: BaseBackupDefinition, facts: BackupFacts, places: BackupPlaces): Check[] {
  const unknown = Object.keys(definition.tablespaceMapping ?? {}).filter(
    (from) => !facts.tablespaces.some((location) => withoutSlash(location) === withoutSlash(from)),
  );
  return [
    ...places.tablespaces.map(({ location, mapped, place }) =>
      mapped
        ? emptyCheck(l10n.t('Tablespace folder'), place)
        : check(
            l10n.t('Tablespace {0} has room at its own place here', location),
            place.state !== 'other',
            l10n.t('Map it to another folder (tablespaceMapping): {0} is in use on this machine.', location),
          ),
    ),
    ...unknown.map((from) =>
      check(l10n.t('Tablespace {0}', from), false, l10n.t('The server has no tablespace there.')),
    ),
  ];
}

function incrementalChecks({ incremental }: BaseBackupDefinition, facts: BackupFacts, places: BackupPlaces): Check[] {
  if (incremental === undefined) return [];
  return [
    check(l10n.t('Incremental backups'), facts.major >= 17, l10n.t('They need a server of PostgreSQL 17 or newer.')),
    check(
      l10n.t('summarize_wal is {0}', facts.summarizesWal ? 'on' : 'off'),
      facts.summarizesWal,
      l10n.t('Turn summarize_wal on (a reload is enough) and take a full backup first.'),
    ),
    check(
      l10n.t('Manifest {0}', incremental),
      places.manifest === true,
      l10n.t('Name the backup_manifest of the earlier backup.'),
    ),
  ];
}

/** Everything to be looked at before the first byte of a base backup. */
export function backupChecks(
  definition: BaseBackupDefinition,
  facts: BackupFacts,
  seen: {
    readonly program: ClientProgram;
    readonly places: BackupPlaces;
    /** Why a replication connection was refused. */
    readonly refusal: string | undefined;
  },
): readonly Check[] {
  const { places } = seen;
  const { target, walDirectory } = places;
  return [
    ...serverChecks(facts, seen.program),
    replicationCheck(facts, seen.refusal),
    senderCheck(facts, definition.walMethod === 'stream' ? 2 : 1),
    ...slotChecks(definition, facts),
    emptyCheck(l10n.t('Target'), target),
    writableCheck(target, places.writable),
    ...(walDirectory
      ? [emptyCheck(l10n.t('WAL directory'), walDirectory), writableCheck(walDirectory, places.walWritable)]
      : []),
    ...tablespaceChecks(definition, facts, places),
    ...spaceChecks(definition, facts, places),
    ...incrementalChecks(definition, facts, places),
  ];
}

/** A check as a line of a terminal. */
export function checkLine({ title, ok, advice }: Check): string {
  return `${ok ? '✓' : '✗'} ${title}${advice === '' ? '' : `: ${advice}`}`;
}
