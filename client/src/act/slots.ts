import { checkSlotName, type Major } from '../../../core/src/index.ts';
import { lastSeen } from '../live/last-seen.ts';
import { sqlLiteral } from '../live/quote-sql.ts';
import type { SeenServer, Slot } from '../live/server-look.ts';
import { formatBytes } from '../live/sizes.ts';
import { actionOn, refuse, type Subject, seenOrRefused } from './act-on.ts';
import type { Action, Refusal } from './action.ts';

/** A slot to be made. */
export type NewSlot =
  | { readonly kind: 'physical'; readonly name: string; readonly reserve: boolean }
  | {
      readonly kind: 'logical';
      readonly name: string;
      readonly plugin: string;
      readonly twoPhase: boolean;
      readonly failover: boolean;
    };

/** Why a text cannot name a new slot of a server; undefined: it can. */
export function slotNameProblem(name: string, { identity, slots }: SeenServer): string | undefined {
  const problem = checkSlotName(name, identity.major);
  if (problem) return 'A slot is named with 1 to 63 of a to z, 0 to 9 and _.';
  return slots.some((slot) => slot.name === name) ? `There is a slot ${name} already.` : undefined;
}

const q = (text: string) => sqlLiteral(text).trim();

/** The statement that makes a slot, as the major spells it. */
function createStatement(slot: NewSlot, major: Major): string {
  if (slot.kind === 'physical')
    return `SELECT pg_catalog.pg_create_physical_replication_slot(${q(slot.name)}, ${slot.reserve})`;
  const twoPhase = major >= 14 ? [String(slot.twoPhase)] : [];
  const failover = major >= 17 ? [String(slot.failover)] : [];
  const given = [q(slot.name), q(slot.plugin), 'false', ...twoPhase, ...failover];
  return `SELECT pg_catalog.pg_create_logical_replication_slot(${given.join(', ')})`;
}

export function createSlot(subject: Subject, slot: NewSlot): Action | Refusal {
  const seen = seenOrRefused(subject);
  if ('refused' in seen) return seen;
  const problem = slotNameProblem(slot.name, seen);
  if (problem !== undefined) return refuse(problem);
  const { major, inRecovery } = seen.identity;
  if (slot.kind === 'logical' && inRecovery && major < 16)
    return refuse(`A standby makes logical slots from 16 on; ${subject.server.name} is ${major}.`);
  const keeps =
    slot.kind === 'physical' && !slot.reserve
      ? 'It keeps WAL from its first use on; until then it holds nothing back.'
      : 'From now on it keeps the WAL that its user has not confirmed: without a user it fills the disk.';
  const limit = seen.settings.get('max_slot_wal_keep_size')?.value;
  const bound = limit === '-1' ? ['max_slot_wal_keep_size sets no limit to that.'] : [];
  return actionOn(subject, {
    title: `Create replication slot ${slot.name}`,
    verb: 'Create',
    statements: [createStatement(slot, major)],
    consequences: [keeps, ...bound],
  });
}

function slotOf({ slots }: SeenServer, name: string): Slot | Refusal {
  return slots.find((slot) => slot.name === name) ?? refuse(`There is no slot ${name} any more.`);
}

export function copySlot(subject: Subject, name: string, copy: string): Action | Refusal {
  const seen = seenOrRefused(subject);
  if ('refused' in seen) return seen;
  const slot = slotOf(seen, name);
  if ('refused' in slot) return slot;
  if (seen.identity.major < 12)
    return refuse(`Slots can be copied from 12 on; ${subject.server.name} is ${seen.identity.major}.`);
  const problem = slotNameProblem(copy, seen);
  if (problem !== undefined) return refuse(problem);
  if (slot.restart === undefined) return refuse(`${name} keeps no WAL yet, and such a slot cannot be copied.`);
  return actionOn(subject, {
    title: `Copy replication slot ${name} to ${copy}`,
    verb: 'Copy',
    statements: [`SELECT pg_catalog.pg_copy_${slot.kind}_replication_slot(${q(name)}, ${q(copy)})`],
    consequences: [`${copy} keeps the WAL that ${name} keeps now, until somebody uses it.`],
  });
}

/** Who needs a slot that nobody uses at the moment; undefined: nobody that is looked at. */
function neededBy({ cluster, server }: Subject, slot: Slot): string | undefined {
  for (const other of cluster.topology?.servers ?? []) {
    const seen = lastSeen(other.look);
    if (!seen || other.key === server.key) continue;
    const names = [seen.walReceiver?.slot, seen.settings.get('primary_slot_name')?.value];
    const isFed = other.upstream === undefined || other.upstream === server.key;
    if (slot.kind === 'physical' && seen.identity.inRecovery && isFed && names.includes(slot.name))
      return `standby ${other.name}`;
    const subscription = slot.kind === 'logical' && seen.subscriptions.find((it) => it.slot === slot.name);
    if (subscription) return `subscription ${subscription.name} of ${other.name}`;
  }
  return undefined;
}

export function dropSlot(subject: Subject, name: string): Action | Refusal {
  const seen = seenOrRefused(subject);
  if ('refused' in seen) return seen;
  const slot = slotOf(seen, name);
  if ('refused' in slot) return slot;
  if (slot.active) {
    const sender = seen.walSenders.find(({ pid }) => pid === slot.activePid);
    const who = sender ? `${sender.applicationName} (process ${sender.pid})` : `process ${slot.activePid ?? '?'}`;
    return refuse(`${name} is in use by ${who}: the server drops no active slot. Stop its user first.`);
  }
  if (slot.synced) return refuse(`${name} is kept in step with the primary's slot: drop it there, and it goes here.`);
  const needer = neededBy(subject, slot);
  if (needer !== undefined)
    return refuse(
      `${needer} needs ${name}: without it, it may never catch up. Take the slot out of its settings first.`,
    );
  const released =
    slot.retained === undefined ? [] : [`${formatBytes(slot.retained)} of WAL may be removed at the next checkpoint.`];
  return actionOn(subject, {
    title: `Drop replication slot ${name}`,
    verb: 'Drop',
    statements: [`SELECT pg_catalog.pg_drop_replication_slot(${q(name)})`],
    consequences: [
      ...released,
      slot.kind === 'physical'
        ? 'A standby that used it and is away may find its WAL gone, and then needs a new base backup.'
        : 'Changes that its subscriber has not received are lost to it: it needs a new copy of its tables.',
    ],
  });
}
