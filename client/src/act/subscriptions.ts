import { parseLsn } from '../../../core/src/index.ts';
import { sqlLiteral, sqlName } from '../live/quote-sql.ts';
import type { Subscription } from '../live/server-look.ts';
import { actionOn, refuse, type Subject, seenOrRefused } from './act-on.ts';
import type { Action, Refusal } from './action.ts';

/** The subscription, if it can be altered from the session's database. */
function alterable(subject: Subject, name: string): Subscription | Refusal {
  const seen = seenOrRefused(subject);
  if ('refused' in seen) return seen;
  const subscription =
    seen.subscriptions.find((it) => it.name === name && it.here) ?? seen.subscriptions.find((it) => it.name === name);
  if (!subscription) return refuse(`There is no subscription ${name} any more.`);
  return subscription.here
    ? subscription
    : refuse(`${name} is in database ${subscription.database}: add that database to a profile to change it.`);
}

function alter(name: string, what: string): string {
  return `ALTER SUBSCRIPTION ${sqlName(name)} ${what}`;
}

export function enableSubscription(subject: Subject, name: string): Action | Refusal {
  const subscription = alterable(subject, name);
  if ('refused' in subscription) return subscription;
  if (subscription.enabled) return refuse(`${name} is enabled already.`);
  if (subscription.slot === undefined)
    return refuse(`${name} has no slot on its publisher (slot_name = NONE): it cannot be enabled.`);
  return actionOn(subject, {
    title: `Enable subscription ${name}`,
    verb: 'Enable',
    statements: [alter(name, 'ENABLE')],
    consequences: ['It goes on where it stopped. If an error stopped it, the same change fails again.'],
  });
}

export function disableSubscription(subject: Subject, name: string): Action | Refusal {
  const subscription = alterable(subject, name);
  if ('refused' in subscription) return subscription;
  if (!subscription.enabled) return refuse(`${name} is disabled already.`);
  return actionOn(subject, {
    title: `Disable subscription ${name}`,
    verb: 'Disable',
    statements: [alter(name, 'DISABLE')],
    consequences: [
      'Nothing is received until it is enabled again.',
      `Its slot${subscription.slot === undefined ? '' : ` ${subscription.slot}`} keeps WAL on the publisher all that time.`,
    ],
  });
}

export function refreshSubscription(subject: Subject, name: string): Action | Refusal {
  const subscription = alterable(subject, name);
  if ('refused' in subscription) return subscription;
  if (!subscription.enabled) return refuse(`${name} is disabled: the server refreshes enabled subscriptions only.`);
  return actionOn(subject, {
    title: `Refresh publications of subscription ${name}`,
    verb: 'Refresh',
    statements: [alter(name, 'REFRESH PUBLICATION')],
    consequences: [
      'Tables that were added to its publications are copied and then followed; a table that is missing here is an error.',
      'Tables that left the publications are no longer followed; their rows stay.',
    ],
  });
}

/** Skips the transaction that ends at that LSN, which the server's log names beside the error. */
export function skipTransaction(subject: Subject, name: string, lsn: string): Action | Refusal {
  const subscription = alterable(subject, name);
  if ('refused' in subscription) return subscription;
  const { look } = subject.server;
  if (look.reached && look.identity.major < 15)
    return refuse(
      'Up to 14 a transaction is skipped with pg_replication_origin_advance(), after disabling the subscription.',
    );
  if (parseLsn(lsn) === undefined)
    return refuse(`${lsn} is no LSN: two hexadecimal numbers with a slash, such as 16/B374D848.`);
  return actionOn(subject, {
    title: `Skip a transaction of subscription ${name}`,
    verb: 'Skip',
    statements: [alter(name, `SKIP (lsn = ${sqlLiteral(lsn).trim()})`)],
    consequences: [
      'ALL changes of that transaction are left out here, also those that would have gone well: the tables differ from then on.',
      'The LSN is the finish LSN of the error in the log. If no such transaction comes first, the server gives the skip up.',
    ],
  });
}
