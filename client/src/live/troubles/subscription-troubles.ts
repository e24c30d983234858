import * as l10n from '../../l10n.ts';
import type { Subscription } from '../server-look.ts';
import type { Trouble } from '../topology.ts';
import { count, plain, type Reached, reached, type Scene, trouble } from './trouble.ts';

function stopped(server: Reached, subscription: Subscription): readonly Trouble[] {
  const { name, enabled, running } = subscription;
  if (!enabled) {
    const message = l10n.t('Subscription {0} is disabled: changes pile up on its publisher.', plain(name));
    return [trouble('subscriptionDisabled', 'information', server, message, { detail: name })];
  }
  if (running) return [];
  const message = l10n.t('Subscription {0} is enabled but no worker applies its changes.', plain(name));
  const advice = l10n.t(
    'The server log says why: a conflict, no connection to the publisher, or too few max_logical_replication_workers.',
  );
  return [trouble('subscriptionStopped', 'warning', server, message, { detail: name, advice, announce: true })];
}

function failures(server: Reached, { name, running, applyErrors, syncErrors }: Subscription): readonly Trouble[] {
  const errors = (applyErrors ?? 0n) + (syncErrors ?? 0n);
  if (errors === 0n) return [];
  const message = l10n.t(
    'Subscription {0} has failed {1} since its statistics were reset.',
    plain(name),
    count(errors, l10n.t('time'), l10n.t('times')),
  );
  const level = running ? 'information' : 'warning';
  const advice = l10n.t(
    'The server log has each error. A transaction that can never be applied can be skipped (from 15 on).',
  );
  return [trouble('subscriptionErrors', level, server, message, { detail: name, advice })];
}

function conflicts(server: Reached, { name, conflicts: counts }: Subscription): readonly Trouble[] {
  const all = [...counts.values()].reduce((sum, number) => sum + number, 0n);
  if (all === 0n) return [];
  const message = l10n.t(
    "Subscription {0} has met {1}: its rows may differ from the publisher's.",
    plain(name),
    count(all, l10n.t('conflict'), l10n.t('conflicts')),
  );
  const advice = l10n.t(
    'By kind: {0}.',
    [...counts].map(([kind, number]) => `${plain(kind, 40)} ${number}`).join(', '),
  );
  return [trouble('subscriptionConflicts', 'information', server, message, { detail: name, advice })];
}

/** `r` in pg_subscription_rel: the table is copied and follows. */
const ready = 'r';

function copying(server: Reached, { name, tables }: Subscription): readonly Trouble[] {
  const open = tables.filter(({ state }) => state !== ready);
  if (open.length === 0) return [];
  const message = l10n.t(
    'Subscription {0}: {1} of {2} not yet copied.',
    plain(name),
    open.length,
    count(tables.length, l10n.t('table'), l10n.t('tables')),
  );
  return [trouble('subscriptionCopies', 'information', server, message, { detail: name })];
}

/** Subscriptions that do not apply, or not everything. A standby has those of its primary, without workers. */
export function subscriptionTroubles(scene: Scene): readonly Trouble[] {
  return reached(scene)
    .filter(({ role }) => role === 'primary')
    .flatMap((server) =>
      server.look.subscriptions.flatMap((subscription) => [
        ...stopped(server, subscription),
        ...failures(server, subscription),
        ...conflicts(server, subscription),
        ...copying(server, subscription),
      ]),
    );
}
