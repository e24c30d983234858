import type { Subject } from '../../act/act-on.ts';
import type { Action, Refusal } from '../../act/action.ts';
import { skipProblem, skipTransaction } from '../../act/subscriptions.ts';
import * as l10n from '../../l10n.ts';
import { lastSeen } from '../../live/last-seen.ts';
import type { Target } from '../../live/topology.ts';
import type { LiveServices } from '../../live-services.ts';
import { aimAt, runAction } from './aim.ts';
import { back, pickStep, textStep } from './quick-steps.ts';

async function subscriptionName({ server }: Subject, target: Target | undefined): Promise<string | undefined> {
  if (target?.subscription !== undefined) return target.subscription;
  const names = lastSeen(server.look)?.subscriptions ?? [];
  const items = names.map(({ name, database, enabled }) => ({
    label: name,
    description: `${database}, ${enabled ? l10n.t('enabled') : l10n.t('disabled')}`,
  }));
  const answer = await pickStep(
    { title: l10n.t('Subscription'), step: 1, totalSteps: 1 },
    items,
    l10n.t('Which subscription'),
  );
  return answer === back ? undefined : answer?.label;
}

/** A command that makes one action of a subscription. */
export function subscriptionCommand(make: (subject: Subject, name: string) => Action | Refusal) {
  return async (services: LiveServices, target: Target | undefined): Promise<boolean> => {
    const subject = await aimAt(services, target);
    const name = subject && (await subscriptionName(subject, target));
    return subject && name !== undefined ? runAction(services, make(subject, name)) : false;
  };
}

/** Asks for the LSN and skips the transaction that ends there. */
export async function skipTransactionCommand(services: LiveServices, target: Target | undefined): Promise<boolean> {
  const subject = await aimAt(services, target);
  const name = subject && (await subscriptionName(subject, target));
  if (!subject || name === undefined) return false;
  const lsn = await textStep(
    { title: l10n.t('Skip a transaction of {0}', name), step: 1, totalSteps: 1 },
    {
      prompt: l10n.t('The finish LSN that the server’s log names beside the error: "… finished at 0/14C0378"'),
      placeholder: '0/14C0378',
      problem: skipProblem,
    },
  );
  return typeof lsn === 'string' ? runAction(services, skipTransaction(subject, name, lsn)) : false;
}
