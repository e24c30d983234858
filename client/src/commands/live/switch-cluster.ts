import { type QuickPickItem, window } from 'vscode';
import * as z from 'zod/mini';
import type { Subject } from '../../act/act-on.ts';
import { notInForce } from '../../act/not-in-force.ts';
import { switchToAsynchronous } from '../../act/switch-to-asynchronous.ts';
import {
  type SynchronousChoice,
  switchToSynchronous,
  synchronousList,
  waitingLevels,
} from '../../act/switch-to-synchronous.ts';
import { streamingStandbys } from '../../act/synchronous-list.ts';
import { UserError } from '../../errors.ts';
import * as l10n from '../../l10n.ts';
import { lastSeen } from '../../live/last-seen.ts';
import type { Target } from '../../live/topology.ts';
import type { LiveServices } from '../../live-services.ts';
import { notificationText } from '../../notification-text.ts';
import { aimAtPrimary, runAction } from './aim.ts';
import { back, type FlowStep, pickManyStep, pickStep, runFlow } from './quick-steps.ts';

type Ask = FlowStep<SynchronousChoice>;

function askStandbys(connected: readonly string[]): Ask {
  return async (choice, step) => {
    const items = connected.map((label) => ({ label, description: l10n.t('streams now') }));
    const picked = items.filter(({ label }) => choice.standbys.length === 0 || choice.standbys.includes(label));
    const answer = await pickManyStep(
      step,
      items,
      picked,
      l10n.t('Standbys that may confirm commits, in order of preference'),
    );
    if (answer === undefined || answer === back) return answer;
    return { ...choice, standbys: answer.map(({ label }) => label) };
  };
}

const askMethod: Ask = async (choice, step) => {
  const items: (QuickPickItem & { readonly method: SynchronousChoice['method'] })[] = [
    { label: 'FIRST', method: 'FIRST', detail: l10n.t('By priority: {0}.', choice.standbys.join(l10n.t(', then '))) },
    {
      label: 'ANY',
      method: 'ANY',
      detail: l10n.t('By quorum: whichever confirm first, so one slow standby holds up nobody.'),
    },
  ];
  const answer = await pickStep(step, items, l10n.t('Which standbys a commit waits for'));
  return answer === undefined || answer === back ? answer : { ...choice, method: answer.method };
};

const askCount: Ask = async (choice, step) => {
  const total = choice.standbys.length;
  const items = Array.from({ length: total }, (_, index) => ({
    count: index + 1,
    label: String(index + 1),
    detail:
      index + 1 === total
        ? l10n.t('No spare: when one standby is away, every commit waits.')
        : l10n.t('Commits go on while {0} of them may be away.', total - index - 1),
  }));
  const answer = await pickStep(step, items, l10n.t('How many standbys each commit waits for'));
  return answer === undefined || answer === back ? answer : { ...choice, count: answer.count };
};

function askLevel(present: string): Ask {
  const meanings = {
    on: l10n.t('On disk at the standby: survives the loss of either machine.'),
    remote_write: l10n.t('Written but maybe not on disk at the standby: quicker, lost if both machines fail together.'),
    remote_apply: l10n.t('Visible to queries at the standby: slower, and hangs while its replay is paused.'),
  };
  return async (choice, step) => {
    const items = waitingLevels.map((label) => ({
      label,
      description: label === present ? l10n.t('as now') : '',
      detail: meanings[label],
    }));
    const answer = await pickStep(step, items, l10n.t('How far a commit must be at the standby (synchronous_commit)'));
    return answer === undefined || answer === back ? answer : { ...choice, level: answer.label };
  };
}

const given = z.object({
  method: z._default(z.enum(['FIRST', 'ANY']), 'FIRST'),
  count: z._default(z.number(), 1),
  standbys: z.array(z.string()),
  level: z.optional(z.enum(waitingLevels)),
});

function askChoice(subject: Subject): Promise<SynchronousChoice | undefined> {
  const connected = streamingStandbys(subject);
  if (connected.length === 0)
    throw new UserError(
      l10n.t('No standby streams from {0}: commits would hang from the first one on.', subject.server.name),
    );
  const title = l10n.t('Switch Cluster to Synchronous Replication');
  return runFlow<SynchronousChoice>(title, { method: 'FIRST', count: 1, standbys: [] }, [
    askStandbys(connected),
    askMethod,
    askCount,
    askLevel(lastSeen(subject.server.look)?.settings.get('synchronous_commit')?.value ?? 'on'),
  ]);
}

/** How often, and after how many milliseconds each, a server is looked at until its reload has come into force. */
const tries = 8;
const pause = 250;

/** Looks until the server runs with what it was told; says what is in force instead if it does not. */
async function verify({ fleet }: LiveServices, { cluster, server }: Subject, wanted: string): Promise<void> {
  const { name } = cluster.profile;
  let problem: string | undefined;
  for (let tried = 0; tried < tries; tried++) {
    if (tried > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    await fleet.refresh(name);
    const now = fleet.get(name)?.topology?.servers.find(({ key }) => key === server.key);
    problem = now ? notInForce(now, wanted) : undefined;
    if (problem === undefined) return;
  }
  if (problem !== undefined) void window.showWarningMessage(notificationText(problem));
}

/** Lets commits of the primary wait for standbys. A keybinding may give `{ cluster, method, count, standbys }`. */
export async function switchClusterToSynchronous(
  services: LiveServices,
  target: Target | undefined,
  argument?: unknown,
): Promise<boolean> {
  const subject = await aimAtPrimary(services, target);
  if (!subject) return false;
  const choice = given.safeParse(argument).data ?? (await askChoice(subject));
  if (!choice || !(await runAction(services, switchToSynchronous(subject, choice)))) return false;
  await verify(services, subject, synchronousList(choice));
  return true;
}

/** Lets no commit of the primary wait any more. */
export async function switchClusterToAsynchronous(
  services: LiveServices,
  target: Target | undefined,
): Promise<boolean> {
  const subject = await aimAtPrimary(services, target);
  if (!subject || !(await runAction(services, switchToAsynchronous(subject)))) return false;
  await verify(services, subject, '');
  return true;
}
