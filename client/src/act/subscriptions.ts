import { parseLsn } from '../../../core/src/index.ts';
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
  if (!subscription) return refuse(`There is no subscription ${name} any more.`);
  if (seen.identity.inRecovery) return refuse(`${subject.server.name} is a standby: change ${name} on its primary.`);
  if (!subscription.here)
    return refuse(
      `${name} is in database ${subscription.database}, and can be changed from there only: add a cluster with dbname=${subscription.database}.`,
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

/** Lets a subscription receive nothing until it is enabled. */
export function disableSubscription(subject: Subject, name: string): Action | Refusal {
  const found = alterable(subject, name);
  if ('refused' in found) return found;
  const { enabled, slot } = found.subscription;
  if (!enabled) return refuse(`${name} is disabled already.`);
  return actionOn(subject, {
    title: `Disable subscription ${name}`,
    verb: 'Disable',
    statements: [alter(name, 'DISABLE')],
    consequences: [
      'Nothing is received until it is enabled again.',
      `Its slot${slot === undefined ? '' : ` ${slot}`} keeps WAL on the publisher all that time.`,
    ],
  });
}

/** Makes a subscription follow the tables that its publications have now. */
export function refreshSubscription(subject: Subject, name: string): Action | Refusal {
  const found = alterable(subject, name);
  if ('refused' in found) return found;
  if (!found.subscription.enabled)
    return refuse(`${name} is disabled: the server refreshes enabled subscriptions only.`);
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

/** What is wrong with an LSN to skip; undefined: nothing. */
export function skipProblem(lsn: string): string | undefined {
  const value = parseLsn(lsn);
  if (value === undefined) return 'An LSN is two hexadecimal numbers with a slash, such as 16/B374D848.';
  return value === 0n ? 'No transaction finishes at 0/0.' : undefined;
}

/** Skips the transaction that ends at that LSN, which the server's log names beside the error. */
export function skipTransaction(subject: Subject, name: string, lsn: string): Action | Refusal {
  const found = alterable(subject, name);
  if ('refused' in found) return found;
  const { seen, subscription } = found;
  if (seen.identity.major < 15)
    return refuse(
      "Up to 14 a transaction is skipped by hand: disable the subscription, SELECT pg_replication_origin_advance('pg_<oid of the subscription>', <LSN behind the transaction>), enable it. The LSN is found on the publisher.",
    );
  const problem = skipProblem(lsn);
  if (problem !== undefined) return refuse(problem);
  const replaced = subscription.skip === undefined ? [] : ['It replaces a skip that is set and has not happened yet.'];
  return actionOn(subject, {
    title: `Skip a transaction of subscription ${name}`,
    verb: 'Skip',
    statements: [alter(name, `SKIP (lsn = ${literal(lsn)})`)],
    consequences: [
      'ALL changes of that transaction are left out here, also those that would have gone well: the tables differ from then on.',
      'The LSN is the finish LSN of the error in the log. If no such transaction comes first, the server gives the skip up.',
      ...replaced,
    ],
  });
}
