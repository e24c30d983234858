import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Memento, ProgressLocation, type QuickPickItem, window, workspace } from 'vscode';
import { slotNameProblem } from '../../act/slots.ts';
import { switchToSynchronous } from '../../act/switch-to-synchronous.ts';
import { addHost } from '../../connect/add-host.ts';
import { UserError } from '../../errors.ts';
import { lastSeen } from '../../live/last-seen.ts';
import type { SeenServer } from '../../live/server-look.ts';
import type { Target } from '../../live/topology.ts';
import type { LiveServices } from '../../live-services.ts';
import {
  createStandby,
  type StandbyPlan,
  type StandbyProgress,
  type StandbySite,
  undoStandby,
} from '../../programs/create-standby.ts';
import { pathProblems } from '../../programs/operations/parts.ts';
import { progressText } from '../../programs/progress.ts';
import type { Outcome, RunHooks } from '../../programs/run-site.ts';
import { unprivileged } from '../../programs/unprivileged.ts';
import { reachServer } from '../../tasks/reach-server.ts';
import { hostSite } from '../../tasks/run-task.ts';
import { aimAt, aimAtPrimary, runAction } from './aim.ts';
import { back, type FlowStep, pickManyStep, runFlow, textStep } from './quick-steps.ts';

/** Where a flow that broke off is kept; it holds no secret. */
const unfinishedKey = 'pgReplication.unfinishedStandby';

type Ask = FlowStep<StandbyPlan>;

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const address = probe.address();
  await new Promise((closed) => probe.close(closed));
  return typeof address === 'object' && address ? address.port : 5433;
}

function askName(seen: SeenServer): Ask {
  return async (plan, step) => {
    const answer = await textStep(step, {
      value: plan.name,
      prompt: 'Name of the standby: its application_name, cluster_name and slot',
      problem: (value) => slotNameProblem(value, seen),
    });
    return typeof answer === 'string'
      ? { ...plan, name: answer, slot: answer, folder: join(homedir(), 'pg-standbys', answer) }
      : answer;
  };
}

const askFolder: Ask = async (plan, step) => {
  const answer = await textStep(step, {
    value: plan.folder,
    prompt: 'Its data directory on this machine: absent or empty',
    problem: (value) => pathProblems('The folder', value)[0],
  });
  return typeof answer === 'string' ? { ...plan, folder: answer } : answer;
};

const askPort: Ask = async (plan, step) => {
  const answer = await textStep(step, {
    value: String(plan.port),
    prompt: 'The port it listens on',
    problem: (value) => (/^[1-9][0-9]{0,4}$/.test(value) && Number(value) < 65_536 ? undefined : '1 to 65535'),
  });
  return typeof answer === 'string' ? { ...plan, port: Number(answer) } : answer;
};

const askWishes: Ask = async (plan, step) => {
  const keep: QuickPickItem = {
    label: 'Keep the password for it',
    detail: 'In a passfile of mode 0600 beside its folder. Without it, it streams only where no password is needed.',
  };
  const wait: QuickPickItem = {
    label: 'Synchronous',
    detail: 'Commits wait for it, once it streams. You see the statement first.',
  };
  const answer = await pickManyStep(step, [keep, wait], [keep], 'How it shall be');
  if (answer === undefined || answer === back) return answer;
  return { ...plan, keepsPassword: answer.includes(keep), synchronous: answer.includes(wait) };
};

/** The record that would let a standby in. */
function hbaRecord(user: string): string {
  return `host  replication  ${user}  <address of the standby>/32  scram-sha-256`;
}

async function siteOf(
  services: LiveServices,
  { cluster, upstream }: StandbyPlan,
  seen: SeenServer,
  hooks: RunHooks,
  state: Memento,
): Promise<StandbySite> {
  const { world, finder } = hostSite();
  const runAs = await unprivileged();
  const server = reachServer(services, { cluster, server: upstream }, hooks.signal);
  return {
    site: { world: { ...world, ...(runAs && { runAs }) }, finder },
    server,
    seen,
    hooks,
    keep: async (progress) => state.update(unfinishedKey, progress),
  };
}

/** Runs the flow with its progress in a notification and in the tree. */
async function run(
  services: LiveServices,
  progress: StandbyProgress,
  seen: SeenServer,
  state: Memento,
): Promise<Outcome> {
  const { plan } = progress;
  const title = `Creating standby ${plan.name}`;
  const about = { title, cluster: plan.cluster, server: plan.upstream };
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, (notification, token) =>
    services.tasks.run(about, async (signal, tell) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      signal.addEventListener('abort', () => stop.abort());
      const hooks: RunHooks = {
        signal: stop.signal,
        onLine: (line) => services.output.info(line),
        onProgress: (now) => {
          tell(progressText(now));
          notification.report({ message: progressText(now) });
        },
        confirm: async () => false,
      };
      return createStandby(progress, await siteOf(services, plan, seen, hooks, state));
    }),
  );
}

async function undo(
  services: LiveServices,
  progress: StandbyProgress,
  seen: SeenServer,
  state: Memento,
): Promise<void> {
  const hooks: RunHooks = {
    signal: new AbortController().signal,
    onLine: (line) => services.output.info(line),
    onProgress: () => undefined,
    confirm: async () => false,
  };
  await undoStandby(progress, await siteOf(services, progress.plan, seen, hooks, state));
  await state.update(unfinishedKey, undefined);
}

/** Puts the new server into its cluster, and lets commits wait for it where that was wished. */
async function welcome(services: LiveServices, plan: StandbyPlan): Promise<void> {
  const profile = services.profiles.get(plan.cluster);
  const upstream = profile && services.profiles.servers(profile).find(({ key }) => key === plan.upstream);
  if (profile && upstream) {
    const password = await services.profiles.password(upstream);
    const grown = { ...profile, conninfo: addHost(profile.conninfo, '127.0.0.1', plan.port) };
    await services.fleet.disconnect(profile.name);
    await services.profiles.save(grown);
    const added = services.profiles.servers(grown).find(({ port }) => port === plan.port);
    if (added && password !== undefined) await services.profiles.keepPassword(added, password);
    await services.fleet.connect(profile.name);
  }
  if (!plan.synchronous) return;
  const subject = await aimAtPrimary(services, { cluster: plan.cluster });
  if (subject)
    await runAction(services, switchToSynchronous(subject, { method: 'FIRST', count: 1, standbys: [plan.name] }));
}

async function finish(
  services: LiveServices,
  progress: StandbyProgress,
  seen: SeenServer,
  state: Memento,
): Promise<boolean> {
  const outcome = await run(services, progress, seen, state);
  const now = state.get<StandbyProgress>(unfinishedKey) ?? progress;
  if (outcome.ended === 'done') {
    await state.update(unfinishedKey, undefined);
    await welcome(services, now.plan);
    void window.showInformationMessage(`${now.plan.name} streams from ${now.plan.upstream}.`);
    return true;
  }
  const begun = now.done.length > 0;
  const why = outcome.ended === 'failed' ? `${outcome.cause} ${outcome.next}` : 'Cancelled.';
  const record = /pg_hba|HBA|replication connection/i.test(why)
    ? `\n\nA record for pg_hba.conf of the primary:\n${hbaRecord('replication_role')}`
    : '';
  const choices = begun ? ['Try Again', 'Undo'] : ['Try Again'];
  const detail = `${why}${record}`;
  const chosen = await window.showWarningMessage(
    `Standby ${now.plan.name} is not there yet.`,
    { modal: true, detail },
    ...choices,
  );
  if (chosen === 'Try Again') return finish(services, now, seen, state);
  if (chosen === 'Undo') await undo(services, now, seen, state);
  return false;
}

/** A plan that a script or keybinding gives whole. */
function givenPlan(argument: unknown, start: StandbyPlan): StandbyPlan | undefined {
  if (typeof argument !== 'object' || argument === null || !('folder' in argument) || !('name' in argument))
    return undefined;
  const { folder, name } = argument;
  if (typeof folder !== 'string' || typeof name !== 'string') return undefined;
  return { ...start, folder, name, slot: name };
}

async function askPlan(start: StandbyPlan, seen: SeenServer): Promise<StandbyPlan | undefined> {
  return runFlow('Create Standby', start, [askName(seen), askFolder, askPort, askWishes]);
}

async function unfinished(state: Memento): Promise<StandbyProgress | 'none' | 'undo'> {
  const kept = state.get<StandbyProgress>(unfinishedKey);
  if (!kept) return 'none';
  const question = `Standby ${kept.plan.name} was begun in ${kept.plan.folder} and is not finished.`;
  const chosen = await window.showInformationMessage(question, { modal: true }, 'Go On', 'Undo');
  if (chosen === 'Undo') return 'undo';
  return chosen === 'Go On' ? kept : 'none';
}

/**
 * Makes a standby of a server on this machine: slot, base backup, settings, start, until it streams. A script may give
 * `{ cluster, server, name, folder }`. Returns whether it streams.
 */
export async function createStandbyCommand(
  services: LiveServices,
  target: Target | undefined,
  state: Memento,
  argument?: unknown,
): Promise<boolean> {
  if (!workspace.isTrusted) throw new UserError('In a workspace that is not trusted no program is started.');
  const subject = await aimAt(services, target, ({ look }) => look.reached);
  const seen = subject && lastSeen(subject.server.look);
  if (!subject || !seen) return false;
  const { profile } = subject.cluster;
  if (!profile.allowManagement)
    throw new UserError(
      `${profile.name} is read-only, and a standby needs a slot on it: allow management in its profile.`,
    );
  const kept = state.get<StandbyProgress>(unfinishedKey);
  const before = await unfinished(state);
  if (before === 'undo' && kept) {
    await undo(services, kept, seen, state);
    return false;
  }
  if (typeof before === 'object') return finish(services, before, seen, state);
  const start: StandbyPlan = {
    cluster: profile.name,
    upstream: subject.server.key,
    folder: '',
    name: `standby${(subject.cluster.topology?.servers.length ?? 1) + 1}`,
    slot: '',
    port: await freePort(),
    keepsPassword: true,
    synchronous: false,
  };
  const plan = givenPlan(argument, start) ?? (await askPlan(start, seen));
  return plan ? finish(services, { plan, done: [] }, seen, state) : false;
}
