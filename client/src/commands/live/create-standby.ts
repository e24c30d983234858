import { env, ProgressLocation, window, workspace } from 'vscode';
import { parseSynchronousStandbyNames } from '../../../../core/src/index.ts';
import type { Subject } from '../../act/act-on.ts';
import { auditLine } from '../../act/audit-line.ts';
import { reloadConfiguration } from '../../act/reload-configuration.ts';
import { type SynchronousChoice, switchToSynchronous } from '../../act/switch-to-synchronous.ts';
import { addHost } from '../../connect/add-host.ts';
import { sentenceOf, UserError } from '../../errors.ts';
import * as l10n from '../../l10n.ts';
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
import { progressText } from '../../programs/progress.ts';
import { failed, type Outcome, type RunHooks } from '../../programs/run-site.ts';
import { addRecord, missingRecord, writableHba } from '../../programs/standby-hba.ts';
import { unprivileged } from '../../programs/unprivileged.ts';
import { reachServer } from '../../tasks/reach-server.ts';
import { hostSite } from '../../tasks/run-task.ts';
import { aimAt, aimAtPrimary, runAction } from './aim.ts';
import { askStandbyPlan, givenStandbyPlan } from './standby-steps.ts';
import type { UnfinishedStandbys } from './unfinished-standbys.ts';

/** One run of the command. */
interface Flow {
  readonly services: LiveServices;
  readonly unfinished: UnfinishedStandbys;
  /** The server that the standby will stream from, as it is now. */
  readonly upstream: Subject & { readonly seen: SeenServer };
}

function quietHooks({ output }: LiveServices): RunHooks {
  return {
    signal: new AbortController().signal,
    onLine: (line) => output.info(line),
    onProgress: () => undefined,
    confirm: async () => false,
  };
}

async function siteOf({ services, upstream }: Flow, plan: StandbyPlan, hooks: RunHooks): Promise<StandbySite> {
  const { world, finder } = hostSite();
  const runAs = await unprivileged();
  return {
    site: { world: { ...world, ...(runAs && { runAs }) }, finder },
    server: reachServer(services, { cluster: plan.cluster, server: plan.upstream }, hooks.signal),
    seen: upstream.seen,
    hooks,
    keep: async () => undefined,
  };
}

function audit({ services }: Flow, { cluster, upstream }: StandbyPlan, what: string, outcome: string): void {
  services.actor.audit.appendLine(auditLine({ cluster, server: upstream }, what, outcome, new Date()));
}

/** Runs the flow with its progress in a notification and in the tree. Returns how it ended, and how far it came. */
async function run(flow: Flow, start: StandbyProgress): Promise<readonly [Outcome, StandbyProgress]> {
  const { services, unfinished } = flow;
  const { plan } = start;
  const title = l10n.t('Creating standby {0}', plan.name);
  const about = { title, cluster: plan.cluster, server: plan.upstream };
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  let now = start;
  const work = async (signal: AbortSignal, tell: (text: string) => void): Promise<Outcome> => {
    const hooks = {
      ...quietHooks(services),
      signal,
      onProgress: (progress: Parameters<RunHooks['onProgress']>[0]) => tell(progressText(progress)),
    };
    const keep = async (progress: StandbyProgress) => {
      now = progress;
      await unfinished.keep(progress);
    };
    try {
      return await createStandby(start, { ...(await siteOf(flow, plan, hooks)), keep });
    } catch (error) {
      return signal.aborted ? { ended: 'cancelled', notes: [] } : failed(sentenceOf(error));
    }
  };
  const outcome = await window.withProgress(options, (notification, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const report = (tell: (text: string) => void) => (message: string) => {
      tell(message);
      notification.report({ message });
    };
    return services.tasks.run(about, (signal, tell) => work(signal, report(tell)), controller);
  });
  audit(flow, plan, l10n.t('{0}, with slot {1}', title, plan.slot), outcome.ended);
  return [outcome, now];
}

async function undo(flow: Flow, progress: StandbyProgress): Promise<void> {
  const { services, unfinished } = flow;
  const notes = await undoStandby(progress, await siteOf(flow, progress.plan, quietHooks(services)));
  await unfinished.forget(progress.plan);
  audit(
    flow,
    progress.plan,
    l10n.t('Undoing standby {0}, with slot {1}', progress.plan.name, progress.plan.slot),
    'done',
  );
  if (notes.length > 0) void window.showWarningMessage(notes.join(' '));
  else if (progress.record) await runAction(services, reloadConfiguration(flow.upstream));
}

/** The list of now with a name more: whoever is waited for stays. */
function grownList({ server }: Subject, name: string): SynchronousChoice {
  const present = parseSynchronousStandbyNames(
    lastSeen(server.look)?.settings.get('synchronous_standby_names')?.value ?? '',
  );
  if ('code' in present || present.count === 0) return { method: 'FIRST', count: 1, standbys: [name] };
  const { method, count, names } = present;
  return { method, count, standbys: [...names.map(({ text }) => text), name] };
}

/** Puts the new server into its cluster, and lets commits wait for it where that was wished. */
async function welcome({ services }: Flow, plan: StandbyPlan): Promise<void> {
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
  if (subject) await runAction(services, switchToSynchronous(subject, grownList(subject, plan.name)));
}

/** The record that the upstream lacks, and its file where we may write to it; undefined: it lacks none. */
async function lackedRecord({ services, upstream }: Flow, { plan, before }: StandbyProgress) {
  if (before) return undefined;
  const named = { cluster: plan.cluster, server: plan.upstream };
  const server = reachServer(services, named, new AbortController().signal);
  const refusal = await server.tryReplication().catch(() => undefined);
  const { settings, identity } = upstream.seen;
  const record = refusal === undefined ? undefined : missingRecord(refusal, server.parameters.user, settings);
  return record === undefined ? undefined : { record, file: await writableHba(identity) };
}

/** Says what went wrong and does what the user chooses. Returns how far the flow is if it is to be tried again. */
async function recover(
  flow: Flow,
  outcome: Exclude<Outcome, { ended: 'done' }>,
  now: StandbyProgress,
): Promise<StandbyProgress | undefined> {
  const { services, unfinished } = flow;
  const lacked = await lackedRecord(flow, now);
  const again = l10n.t('Try Again');
  const back = l10n.t('Undo');
  const copy = l10n.t('Copy Record');
  const add = l10n.t('Add Record');
  const file = now.record ? undefined : lacked?.file;
  const why = outcome.ended === 'failed' ? `${outcome.cause} ${outcome.next}` : l10n.t('Cancelled.');
  const detail = [
    why,
    lacked && l10n.t('A record for its pg_hba.conf that lets the standby in:\n{0}', lacked.record),
    file && l10n.t('{0} writes it at the end of {1}, and asks before the reload.', add, file),
  ];
  const chosen = await window.showWarningMessage(
    l10n.t('Standby {0} is not there yet.', now.plan.name),
    { modal: true, detail: detail.filter(Boolean).join('\n\n') },
    again,
    ...(lacked ? [copy] : []),
    ...(file === undefined ? [] : [add]),
    ...(now.before || now.record ? [back] : []),
  );
  if (chosen === again) return now;
  if (chosen === back) await undo(flow, now);
  if (chosen === copy && lacked) await env.clipboard.writeText(`${lacked.record}\n`);
  if (chosen !== add || file === undefined || !lacked) return undefined;
  const grown = { ...now, record: await addRecord(file, lacked.record, now.plan.name) };
  await unfinished.keep(grown);
  audit(flow, now.plan, l10n.t('Adding to {0}: {1}', file, lacked.record), 'done');
  await runAction(services, reloadConfiguration(flow.upstream));
  return grown;
}

async function finish(flow: Flow, start: StandbyProgress): Promise<boolean> {
  const [outcome, now] = await run(flow, start);
  if (outcome.ended !== 'done') {
    const next = await recover(flow, outcome, now);
    return next ? finish(flow, next) : false;
  }
  await flow.unfinished.forget(now.plan);
  await welcome(flow, now.plan);
  void window.showInformationMessage(l10n.t('{0} streams from {1}.', now.plan.name, now.plan.upstream));
  return true;
}

/** Finds the upstream as it is now, and asks where its owner wants to be asked; undefined: given up. */
async function begin(
  services: LiveServices,
  target: Target | undefined,
  unfinished: UnfinishedStandbys,
): Promise<Flow | undefined> {
  const subject = await aimAt(services, target, ({ look }) => look.reached);
  const seen = subject && lastSeen(subject.server.look);
  if (!subject || !seen) return undefined;
  const { name, allowManagement, production } = subject.cluster.profile;
  if (!allowManagement)
    throw new UserError(
      l10n.t('{0} is read-only, and a standby needs a slot on it: allow management in its profile.', name),
    );
  if (production) {
    const title = l10n.t('A standby of a production cluster');
    const prompt = l10n.t('It will read the whole cluster and keep a slot there. Type {0} to go on.', name);
    if ((await window.showInputBox({ title, prompt, ignoreFocusOut: true })) !== name) return undefined;
  }
  return { services, unfinished, upstream: { ...subject, seen } };
}

/** Goes on with a flow that broke off, takes it back, or forgets it. */
async function resume(services: LiveServices, unfinished: UnfinishedStandbys, kept: StandbyProgress): Promise<boolean> {
  const { name, folder, cluster, upstream } = kept.plan;
  const message = l10n.t('Standby {0} of {1} was begun and is not finished.', name, cluster);
  const detail = l10n.t(
    'Its folder is {0}. Undo removes that folder and its slot {1}; Forget leaves both.',
    folder,
    kept.plan.slot,
  );
  const goOn = l10n.t('Go On');
  const takeBack = l10n.t('Undo');
  const forget = l10n.t('Forget');
  const chosen = await window.showInformationMessage(message, { modal: true, detail }, goOn, takeBack, forget);
  if (chosen === forget) await unfinished.forget(kept.plan);
  if (chosen !== goOn && chosen !== takeBack) return false;
  const flow = await begin(services, { cluster, server: upstream }, unfinished);
  if (!flow) return false;
  return unfinished.own(kept.plan, async () => {
    if (chosen === goOn) return finish(flow, kept);
    await undo(flow, kept);
    return false;
  });
}

/**
 * Makes a standby of a server on this machine: slot, base backup, settings, start, until it streams. A script may give
 * `{ cluster, server, name, folder }`. Returns whether it streams.
 */
export async function createStandbyCommand(
  services: LiveServices,
  target: Target | undefined,
  unfinished: UnfinishedStandbys,
  argument?: unknown,
): Promise<boolean> {
  if (!workspace.isTrusted) throw new UserError(l10n.t('In a workspace that is not trusted no program is started.'));
  const kept = unfinished.abandoned();
  if (kept) return resume(services, unfinished, kept);
  const flow = await begin(services, target, unfinished);
  if (!flow) return false;
  const { cluster, server, seen } = flow.upstream;
  const of = { cluster: cluster.profile.name, upstream: server.key };
  const name = `standby${(cluster.topology?.servers.length ?? 1) + 1}`;
  const plan = (await givenStandbyPlan(of, argument)) ?? (await askStandbyPlan(of, name, seen));
  return plan ? unfinished.own(plan, () => finish(flow, { plan, done: [] })) : false;
}
