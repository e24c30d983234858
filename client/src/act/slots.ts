import { checkSlotName, type Major } from '../../../core/src/index.ts';
import * as l10n from '../l10n.ts';
import type { SeenServer, Slot } from '../live/server-look.ts';
import { actionOn, literal, refuse, type Subject, seenOrRefused } from './act-on.ts';
import type { Action, Refusal } from './action.ts';

/** A slot to be made. */
export type NewSlot =
  | { readonly kind: 'physical'; readonly name: string; readonly reserve: boolean }
  | {
      readonly kind: 'logical';
      readonly name: string;
      readonly plugin: string;
      /** 14+. */
      readonly twoPhase: boolean;
      /** 17+, on a primary. */
      readonly failover: boolean;
    };

/** Why a text cannot name a new slot of a server; undefined: it can. */
export function slotNameProblem(name: string, { identity, slots }: SeenServer): string | undefined {
  const problem = checkSlotName(name, identity.major);
  if (problem?.code === 'slotNameReserved') return l10n.t('The server keeps the name {0} for itself.', name);
  if (problem) return l10n.t('A slot is named with 1 to 63 of a to z, 0 to 9 and _.');
  return slots.some((slot) => slot.name === name) ? l10n.t('There is a slot {0} already.', name) : undefined;
}

/** The statement that makes a slot, as the major spells it. */
function createStatement(slot: NewSlot, major: Major): string {
  if (slot.kind === 'physical')
    return `SELECT pg_catalog.pg_create_physical_replication_slot(${literal(slot.name)}, ${slot.reserve})`;
  const twoPhase = major >= 14 ? [String(slot.twoPhase)] : [];
  const failover = major >= 17 ? [String(slot.failover)] : [];
  const given = [literal(slot.name), literal(slot.plugin), 'false', ...twoPhase, ...failover];
  return `SELECT pg_catalog.pg_create_logical_replication_slot(${given.join(', ')})`;
}

/** What the server itself would refuse of any new slot, with the way out. */
function noRoom({ settings, slots }: SeenServer): string | undefined {
  const most = Number(settings.get('max_replication_slots')?.value ?? Number.POSITIVE_INFINITY);
  if (slots.length >= most)
    return l10n.t(
      'All {0} replication slots are in use (max_replication_slots): drop one, or raise it and restart.',
      most,
    );
  return settings.get('wal_level')?.value === 'minimal'
    ? l10n.t('Slots need wal_level = replica or logical.')
    : undefined;
}

/** What the server would refuse of a logical slot. */
function logicalProblem(slot: Extract<NewSlot, { kind: 'logical' }>, { identity, settings }: SeenServer) {
  const { major, inRecovery } = identity;
  if (inRecovery && major < 16) return l10n.t('A standby makes logical slots from 16 on; this one is {0}.', major);
  // From 19 on the first logical slot raises effective_wal_level.
  if (major < 19 && settings.get('wal_level')?.value === 'replica')
    return l10n.t('Logical slots need wal_level = logical, which takes a restart.');
  if (slot.plugin.trim() === '') return l10n.t('A logical slot needs an output plugin, such as pgoutput.');
  if (slot.twoPhase && major < 14)
    return l10n.t('Two-phase decoding can be chosen from 14 on; this server is {0}.', major);
  if (slot.failover && major < 17)
    return l10n.t('Slots are synchronised to standbys from 17 on; this server is {0}.', major);
  return slot.failover && inRecovery ? l10n.t('A slot for failover is made on the primary.') : undefined;
}

/** What a new slot keeps, and what bounds it. */
function createConsequences(slot: NewSlot, { identity, settings, manager }: SeenServer): readonly string[] {
  const keeps =
    slot.kind === 'physical' && !slot.reserve
      ? l10n.t('It keeps WAL from its first use on; until then it holds nothing back.')
      : l10n.t('From now on it keeps the WAL that its user has not confirmed: without a user it fills the disk.');
  const limit = settings.get('max_slot_wal_keep_size')?.value;
  return [
    keeps,
    ...(limit === '-1' || identity.major < 13 ? [l10n.t('Nothing limits that.')] : []),
    ...(slot.kind === 'logical' ? [l10n.t('It decodes the changes of database {0}.', identity.database)] : []),
    ...(slot.kind === 'logical' && identity.inRecovery
      ? [
          l10n.t(
            'It is ready once the primary logs its running transactions: at a checkpoint, or by pg_log_standby_snapshot() there.',
          ),
        ]
      : []),
    ...(manager === undefined
      ? []
      : [l10n.t('{0} manages this server, and may remove slots that it does not know.', manager)]),
  ];
}

/** Makes a slot. */
export function createSlot(subject: Subject, slot: NewSlot): Action | Refusal {
  const seen = seenOrRefused(subject);
  if ('refused' in seen) return seen;
  const problem =
    slotNameProblem(slot.name, seen) ??
    noRoom(seen) ??
    (slot.kind === 'logical' ? logicalProblem(slot, seen) : undefined);
  if (problem !== undefined) return refuse(problem);
  return actionOn(subject, {
    title: l10n.t('Create replication slot {0}', slot.name),
    verb: l10n.t('Create'),
    statements: [createStatement(slot, seen.identity.major)],
    consequences: createConsequences(slot, seen),
  });
}

/** Why a slot cannot be copied; undefined: it can. */
function copyProblem({ name, restart, walStatus, invalidation, kind, database }: Slot, seen: SeenServer) {
  const { major, database: here } = seen.identity;
  if (major < 12) return l10n.t('Slots can be copied from 12 on; this server is {0}.', major);
  if (restart === undefined) return l10n.t('{0} keeps no WAL yet, and such a slot cannot be copied.', name);
  if (walStatus === 'lost' || invalidation !== undefined) return l10n.t('{0} is invalidated and keeps nothing.', name);
  if (kind === 'logical' && database !== here)
    return l10n.t(
      '{0} decodes database {1}: its copy would be made for {2}. Copy it from there.',
      name,
      database,
      here,
    );
  return undefined;
}

/** Makes a second slot that keeps what a slot keeps. */
export function copySlot(subject: Subject, name: string, copy: string): Action | Refusal {
  const seen = seenOrRefused(subject);
  if ('refused' in seen) return seen;
  const slot = seen.slots.find((it) => it.name === name);
  if (!slot) return refuse(l10n.t('There is no slot {0} any more.', name));
  const problem = copyProblem(slot, seen) ?? slotNameProblem(copy, seen) ?? noRoom(seen);
  if (problem !== undefined) return refuse(problem);
  const options = [slot.failover === true && 'failover', slot.twoPhase === true && 'two-phase'].filter(Boolean);
  return actionOn(subject, {
    title: l10n.t('Copy replication slot {0} to {1}', name, copy),
    verb: l10n.t('Copy'),
    statements: [`SELECT pg_catalog.pg_copy_${slot.kind}_replication_slot(${literal(name)}, ${literal(copy)})`],
    consequences: [
      l10n.t('{0} keeps the WAL that {1} keeps now, until somebody uses it.', copy, name),
      ...(options.length > 0 ? [l10n.t('The copy is not made for {0}, as {1} is.', options.join(' and '), name)] : []),
    ],
  });
}
