import { parseLsn } from '../../../core/src/index.ts';
import * as l10n from '../l10n.ts';
import { sqlName } from '../live/quote-sql.ts';
import type { SeenServer, Subscription } from '../live/server-look.ts';
import { actionOn, literal, refuse, type Subject, seenOrRefused } from './act-on.ts';
import type { Action, Refusal } from './action.ts';

interface Alterable {
  readonly seen: SeenServer;
  readonly subscription: Subscription;
}

/** The subscription, if it can be altered from the session's database. */
function alterable(subject: Subject, name: string): Alterable | Refusal {
  const seen = seenOrRefused(subject);
  if ('refused' in seen) return seen;
  const named = seen.subscriptions.filter((it) => it.name === name);
  const subscription = named.find(({ here }) => here) ?? named[0];
  if (!subscription) return refuse(l10n.t('There is no subscription {0} any more.', name));
  if (seen.identity.inRecovery)
    return refuse(l10n.t('{0} is a standby: change {1} on its primary.', subject.server.name, name));
  if (!subscription.here)
    return refuse(
      l10n.t(
        '{0} is in database {1}, and can be changed from there only: add a cluster with dbname={2}.',
        name,
        subscription.database,
        subscription.database,
      ),
    );
  return { seen, subscription };
}

function alter(name: string, what: string): string {
  return `ALTER SUBSCRIPTION ${sqlName(name)} ${what}`;
}

/** Lets a subscription receive again. */
export function enableSubscription(subject: Subject, name: string): Action | Refusal {
  const found = alterable(subject, name);
  if ('refused' in found) return found;
  const { subscription } = found;
  if (subscription.enabled) return refuse(l10n.t('{0} is enabled already.', name));
  if (subscription.slot === undefined)
    return refuse(l10n.t('{0} has no slot on its publisher (slot_name = NONE): it cannot be enabled.', name));
  return actionOn(subject, {
    title: l10n.t('Enable subscription {0}', name),
    verb: l10n.t('Enable'),
    statements: [alter(name, 'ENABLE')],
    consequences: [l10n.t('It goes on where it stopped. If an error stopped it, the same change fails again.')],
  });
}

/** Lets a subscription receive nothing until it is enabled. */
export function disableSubscription(subject: Subject, name: string): Action | Refusal {
  const found = alterable(subject, name);
  if ('refused' in found) return found;
  const { enabled, slot } = found.subscription;
  if (!enabled) return refuse(l10n.t('{0} is disabled already.', name));
  return actionOn(subject, {
    title: l10n.t('Disable subscription {0}', name),
    verb: l10n.t('Disable'),
    statements: [alter(name, 'DISABLE')],
    consequences: [
      l10n.t('Nothing is received until it is enabled again.'),
      l10n.t('Its slot{0} keeps WAL on the publisher all that time.', slot === undefined ? '' : ` ${slot}`),
    ],
  });
}

/** Makes a subscription follow the tables that its publications have now. */
export function refreshSubscription(subject: Subject, name: string): Action | Refusal {
  const found = alterable(subject, name);
  if ('refused' in found) return found;
  if (!found.subscription.enabled)
    return refuse(l10n.t('{0} is disabled: the server refreshes enabled subscriptions only.', name));
  return actionOn(subject, {
    title: l10n.t('Refresh publications of subscription {0}', name),
    verb: l10n.t('Refresh'),
    statements: [alter(name, 'REFRESH PUBLICATION')],
    consequences: [
      l10n.t(
        'Tables that were added to its publications are copied and then followed; a table that is missing here is an error.',
      ),
      l10n.t('Tables that left the publications are no longer followed; their rows stay.'),
    ],
  });
}

/** What is wrong with an LSN to skip; undefined: nothing. */
export function skipProblem(lsn: string): string | undefined {
  const value = parseLsn(lsn);
  if (value === undefined) return l10n.t('An LSN is two hexadecimal numbers with a slash, such as 16/B374D848.');
  return value === 0n ? l10n.t('No transaction finishes at 0/0.') : undefined;
}

/** Skips the transaction that ends at that LSN, which the server's log names beside the error. */
export function skipTransaction(subject: Subject, name: string, lsn: string): Action | Refusal {
  const found = alterable(subject, name);
  if ('refused' in found) return found;
  const { seen, subscription } = found;
  if (seen.identity.major < 15)
    return refuse(
      l10n.t(
        "Up to 14 a transaction is skipped by hand: disable the subscription, SELECT pg_replication_origin_advance('pg_<oid of the subscription>', <LSN behind the transaction>), enable it. The LSN is found on the publisher.",
      ),
    );
  const problem = skipProblem(lsn);
  if (problem !== undefined) return refuse(problem);
  const replaced =
    subscription.skip === undefined ? [] : [l10n.t('It replaces a skip that is set and has not happened yet.')];
  return actionOn(subject, {
    title: l10n.t('Skip a transaction of subscription {0}', name),
    verb: l10n.t('Skip'),
    statements: [alter(name, `SKIP (lsn = ${literal(lsn)})`)],
    consequences: [
      l10n.t(
        'ALL changes of that transaction are left out here, also those that would have gone well: the tables differ from then on.',
      ),
      l10n.t(
        'The LSN is the finish LSN of the error in the log. If no such transaction comes first, the server gives the skip up.',
      ),
      ...replaced,
    ],
  });
}
