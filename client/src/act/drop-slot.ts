import * as l10n from '../l10n.ts';
import { lastSeen } from '../live/last-seen.ts';
import type { SeenServer, Slot } from '../live/server-look.ts';
import { formatBytes } from '../live/sizes.ts';
import type { ClusterServer } from '../live/topology.ts';
import { actionOn, literal, otherServers, refuse, type Subject, seenOrRefused } from './act-on.ts';
import type { Action, Refusal } from './action.ts';

/** Who uses a slot now. */
function userOf({ activePid }: Slot, { walSenders }: SeenServer): string {
  const sender = walSenders.find(({ pid }) => pid === activePid);
  return sender
    ? l10n.t('{0} (process {1})', sender.applicationName, sender.pid)
    : l10n.t('process {0}', activePid ?? '?');
}

/** Whether a standby may hang on a physical slot of this server. */
function mayHangOn(slot: Slot, { server }: Subject, { upstream, look }: ClusterServer): boolean {
  const isHere = upstream === undefined || upstream === server.key;
  return slot.kind === 'physical' && isHere && lastSeen(look)?.identity.inRecovery === true;
}

/** Whether a standby streams, or is set to stream, by way of a slot of that name. */
function namesSlot(slot: Slot, { look }: ClusterServer): boolean {
  const seen = lastSeen(look);
  return [seen?.walReceiver?.slot, seen?.settings.get('primary_slot_name')?.value].includes(slot.name);
}

/** Up to 11 a standby tells its slot only while it streams: recovery.conf is in no view. */
function keepsItsSlotSecret({ look }: ClusterServer): boolean {
  const seen = lastSeen(look);
  return seen !== undefined && seen.identity.major < 12 && seen.walReceiver?.status === undefined;
}

/** Who needs a slot that nobody uses at the moment, in words; undefined: nobody that is looked at. */
function neededBy(subject: Subject, slot: Slot, seen: SeenServer): string | undefined {
  const standbys = otherServers(subject).filter((other) => mayHangOn(slot, subject, other));
  const user = standbys.find((other) => namesSlot(slot, other));
  if (user) return l10n.t('Standby {0} needs {1}', user.name, slot.name);
  const secret = standbys.find(keepsItsSlotSecret);
  if (secret)
    return l10n.t(
      'Standby {0} does not stream now, up to 11 does not tell its slot then, and may need {1}',
      secret.name,
      slot.name,
    );
  const waited = seen.settings.get('synchronized_standby_slots')?.value.split(',') ?? [];
  if (slot.kind === 'physical' && waited.some((name) => name.trim().replaceAll('"', '') === slot.name))
    return l10n.t('synchronized_standby_slots of this server needs {0}', slot.name);
  if (slot.kind === 'physical') return undefined;
  for (const other of subject.cluster.topology?.servers ?? [subject.server]) {
    const found = lastSeen(other.look)?.subscriptions.find((it) => it.slot === slot.name);
    if (found)
      return l10n.t(
        'Subscription {0} of {1} (database {2}) needs {3}',
        found.name,
        other.name,
        found.database,
        slot.name,
      );
  }
  return undefined;
}

/** Subscriptions in other clusters that have a slot of that name: perhaps this one, their connection strings are secret. */
function perhapsNeededBy({ elsewhere = [] }: Subject, slot: Slot): readonly string[] {
  if (slot.kind === 'physical') return [];
  return elsewhere.flatMap(({ look, name: server }) =>
    (lastSeen(look)?.subscriptions ?? [])
      .filter((it) => it.slot === slot.name)
      .map(({ name, database }) =>
        l10n.t(
          'Subscription {0} of {1} (database {2}) uses a slot of this name: perhaps this one.',
          name,
          server,
          database,
        ),
      ),
  );
}

/** Removes a slot that nobody uses or needs. */
export function dropSlot(subject: Subject, name: string): Action | Refusal {
  const seen = seenOrRefused(subject);
  if ('refused' in seen) return seen;
  const slot = seen.slots.find((it) => it.name === name);
  if (!slot) return refuse(l10n.t('There is no slot {0} any more.', name));
  if (slot.active)
    return refuse(
      l10n.t('{0} is in use by {1}: the server drops no active slot. Stop its user first.', name, userOf(slot, seen)),
    );
  if (slot.synced && seen.identity.inRecovery)
    return refuse(l10n.t("{0} is kept in step with the primary's slot: drop it there, and it goes here.", name));
  const needer = neededBy(subject, slot, seen);
  if (needer !== undefined)
    return refuse(
      l10n.t(
        '{0}: without it, it may never catch up. Take the slot out of its settings, or that server out of this cluster, first.',
        needer,
      ),
    );
  return actionOn(subject, {
    title: l10n.t('Drop replication slot {0}', name),
    verb: l10n.t('Drop'),
    statements: [`SELECT pg_catalog.pg_drop_replication_slot(${literal(name)})`],
    consequences: [
      ...perhapsNeededBy(subject, slot),
      ...(slot.retained === undefined
        ? []
        : [l10n.t('It keeps {0} of WAL, which may be removed at the next checkpoint.', formatBytes(slot.retained))]),
      slot.kind === 'physical'
        ? l10n.t('A standby that used it and is away may find its WAL gone, and then needs a new base backup.')
        : l10n.t('Changes that its subscriber has not received are lost to it: it needs a new copy of its tables.'),
    ],
  });
}
