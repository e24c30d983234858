import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { QuickPickItem } from 'vscode';
import * as z from 'zod/mini';
import { slotNameProblem } from '../../act/slots.ts';
import * as l10n from '../../l10n.ts';
import type { SeenServer } from '../../live/server-look.ts';
import type { StandbyPlan } from '../../programs/create-standby.ts';
import { shellPathProblems } from '../../programs/operations/parts.ts';
import { unprivileged } from '../../programs/unprivileged.ts';
import { back, type FlowStep, pickManyStep, runFlow, textStep } from './quick-steps.ts';

type Ask = FlowStep<StandbyPlan>;

const givenSchema = z.object({
  name: z.string(),
  folder: z.string(),
  port: z.optional(z.number()),
  keepsPassword: z._default(z.boolean(), true),
  synchronous: z._default(z.boolean(), false),
});

function askName(seen: SeenServer, home: string): Ask {
  return async (plan, step) => {
    const answer = await textStep(step, {
      value: plan.name,
      prompt: l10n.t('Name of the standby: its application_name, cluster_name and slot'),
      problem: (value) => slotNameProblem(value, seen),
    });
    return typeof answer === 'string' ? { ...plan, name: answer, slot: answer, folder: join(home, answer) } : answer;
  };
}

const askFolder: Ask = async (plan, step) => {
  const answer = await textStep(step, {
    value: plan.folder,
    prompt: l10n.t('Its data directory on this machine: absent or empty'),
    problem: (value) => shellPathProblems(l10n.t('The folder'), value)[0],
  });
  return typeof answer === 'string' ? { ...plan, folder: answer } : answer;
};

const askPort: Ask = async (plan, step) => {
  const answer = await textStep(step, {
    value: String(plan.port),
    prompt: l10n.t('The port it listens on'),
    problem: (value) => (/^[1-9][0-9]{0,4}$/.test(value) && Number(value) < 65_536 ? undefined : '1 to 65535'),
  });
  return typeof answer === 'string' ? { ...plan, port: Number(answer) } : answer;
};

const askWishes: Ask = async (plan, step) => {
  const keep: QuickPickItem = {
    label: l10n.t('Keep the password for it'),
    detail: l10n.t(
      'In a passfile of mode 0600 beside its folder. Without it, it streams only where no password is needed.',
    ),
  };
  const wait: QuickPickItem = {
    label: l10n.t('Synchronous'),
    detail: l10n.t('Commits wait for it, once it streams. You see the statement first.'),
  };
  const answer = await pickManyStep(step, [keep, wait], [keep], l10n.t('How it shall be'));
  if (answer === undefined || answer === back) return answer;
  return { ...plan, keepsPassword: answer.includes(keep), synchronous: answer.includes(wait) };
};

/** Where standbys go if nobody says where. What runs as another user cannot get into a home folder of root. */
async function standbyHome(): Promise<string> {
  return (await unprivileged()) ? '/var/lib/pg-standbys' : join(homedir(), 'pg-standbys');
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const address = probe.address();
  await new Promise((closed) => probe.close(closed));
  return typeof address === 'object' && address ? address.port : 5433;
}

/** Asks what a standby of a server is to be; undefined: given up. */
export async function askStandbyPlan(
  of: Pick<StandbyPlan, 'cluster' | 'upstream'>,
  name: string,
  seen: SeenServer,
): Promise<StandbyPlan | undefined> {
  const start = { ...of, folder: '', name, slot: '', port: await freePort(), keepsPassword: true, synchronous: false };
  return runFlow(l10n.t('Create Standby'), start, [askName(seen, await standbyHome()), askFolder, askPort, askWishes]);
}

/**
 * The plan that a script or keybinding gives: `{ name, folder }`, and `port`, `keepsPassword` (on) and `synchronous` (off) if it
 * likes. Undefined: it gives none.
 */
export async function givenStandbyPlan(
  of: Pick<StandbyPlan, 'cluster' | 'upstream'>,
  argument: unknown,
): Promise<StandbyPlan | undefined> {
  const { data } = givenSchema.safeParse(argument);
  return data && { ...data, ...of, slot: data.name, port: data.port ?? (await freePort()) };
}
