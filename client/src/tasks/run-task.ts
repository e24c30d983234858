import { type Progress, ProgressLocation, window, workspace } from 'vscode';
import { auditLine } from '../act/audit-line.ts';
import { sentenceOf, UserError } from '../errors.ts';
import * as l10n from '../l10n.ts';
import type { Leftovers, LiveServices } from '../live-services.ts';
import { settings, settingsSection } from '../manifest.ts';
import { notificationText } from '../notification-text.ts';
import { ProgramFinder } from '../programs/find-programs.ts';
import type { TaskDefinition } from '../programs/operations/index.ts';
import { hostProgramWorld } from '../programs/program-world.ts';
import { type ProgramProgress, progressText } from '../programs/progress.ts';
import { runOperation } from '../programs/run-operation.ts';
import { failed, type Outcome, type ReachedServer, type RunSite } from '../programs/run-site.ts';
import { profileOf, reachServer } from './reach-server.ts';
import { atTime, terminalLine, titleOf } from './task-words.ts';

/** The programs of this machine, by the setting of now. */
export function hostSite(): RunSite {
  const folders = workspace.getConfiguration(settingsSection).get<Record<string, string>>(settings.programs, {});
  const world = hostProgramWorld(folders);
  return { world, finder: new ProgramFinder(world) };
}

function clusterOf(definition: TaskDefinition): string | undefined {
  return 'cluster' in definition ? definition.cluster : undefined;
}

/** Whether the task changes something on a server of a profile, which its owner has to allow. */
function changesServer(definition: TaskDefinition): boolean {
  return definition.operation === 'basebackup' ? definition.createSlot : definition.operation === 'createsubscriber';
}

/** What stays if the window dies while it runs; undefined: nothing that its owner would not expect. */
function leftovers(definition: TaskDefinition): Leftovers | undefined {
  switch (definition.operation) {
    case 'basebackup':
      return { target: definition.target, slot: definition.createSlot ? definition.slot : undefined };
    case 'combinebackup':
    case 'rewind':
    case 'createsubscriber':
      return definition.dryRun ? undefined : { target: definition.target };
    default:
      return undefined;
  }
}

function timed(definition: TaskDefinition): TaskDefinition {
  return { ...definition, target: atTime(definition.target, new Date()) };
}

/** Asks whether to go on; a production cluster wants its name typed. */
async function confirm(services: LiveServices, cluster: string | undefined, question: string, verb: string) {
  const isProduction = cluster !== undefined && services.profiles.get(cluster)?.production === true;
  if (!isProduction) return (await window.showWarningMessage(question, { modal: true }, verb)) === verb;
  const typed = await window.showInputBox({ title: verb, prompt: l10n.t('{0} Type {1} to go on.', question, cluster) });
  return typed === cluster;
}

/** Shows the rest of the way in a notification. */
function reporter(progress: Progress<{ message: string; increment?: number }>): (now: ProgramProgress) => void {
  let shown = 0;
  return (now) => {
    const percent = now.percent ?? shown;
    progress.report({ message: progressText(now), increment: Math.max(0, percent - shown) });
    shown = Math.max(shown, percent);
  };
}

async function guarded(
  services: LiveServices,
  definition: TaskDefinition,
  controller: AbortController,
  write: (line: string) => void,
  show: (now: ProgramProgress) => void,
): Promise<Outcome> {
  if (!workspace.isTrusted) throw new UserError(l10n.t('In a workspace that is not trusted no program is started.'));
  const cluster = clusterOf(definition);
  if (cluster !== undefined && changesServer(definition) && !profileOf(services, cluster).allowManagement)
    throw new UserError(l10n.t('This task changes {0}, whose profile does not allow management.', cluster));
  // What comes from a file of the workspace runs at a click, or by itself: a production cluster is asked for by its name.
  // (pg_createsubscriber is asked about after its dry run.)
  const makesSlot = definition.operation === 'basebackup' && definition.createSlot;
  if (cluster !== undefined && makesSlot && profileOf(services, cluster).production) {
    const question = l10n.t('{0} changes a production cluster.', titleOf(definition));
    if (!(await confirm(services, cluster, question, l10n.t('Run')))) return { ended: 'cancelled', notes: [] };
  }
  const named = 'server' in definition ? definition.server : undefined;
  const server: ReachedServer | undefined =
    cluster === undefined ? undefined : reachServer(services, { cluster, server: named }, controller.signal);
  const key = server?.parameters.key;
  const about = { title: titleOf(definition), cluster, server: key, leaves: leftovers(definition) };
  return services.tasks.run(
    about,
    async (signal, tell) =>
      runOperation(definition, server, hostSite(), {
        signal,
        onLine: write,
        onProgress: (now) => {
          tell(progressText(now));
          show(now);
        },
        confirm: (question, verb) => confirm(services, cluster, question, verb),
      }),
    controller,
  );
}

/**
 * Runs a task: progress with Cancel in a notification and in the list, every line to `write`. Never throws: what goes
 * wrong is an outcome.
 */
export async function runTask(
  services: LiveServices,
  asked: TaskDefinition,
  controller: AbortController,
  write: (line: string) => void,
): Promise<Outcome> {
  const definition = timed(asked);
  const title = titleOf(definition);
  const cluster = clusterOf(definition);
  const location = ProgressLocation.Notification;
  const outcome = await window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    token.onCancellationRequested(() => controller.abort());
    try {
      return await guarded(services, definition, controller, write, reporter(progress));
    } catch (error) {
      return controller.signal.aborted ? ({ ended: 'cancelled', notes: [] } as const) : failed(sentenceOf(error));
    }
  });
  if (changesServer(definition) || outcome.ended === 'failed') services.output.info(`${title}: ${outcome.ended}`);
  if (changesServer(definition)) {
    const server = ('server' in definition ? definition.server : undefined) ?? 'primary';
    const what =
      definition.operation === 'basebackup' ? l10n.t('{0}, creating slot {1}', title, definition.slot) : title;
    const line = auditLine({ cluster: cluster ?? '', server }, what, outcome.ended, new Date());
    services.actor.audit.appendLine(line);
  }
  if (cluster !== undefined) void services.fleet.refresh(cluster);
  if (outcome.ended === 'failed')
    void window.showErrorMessage(
      notificationText(terminalLine(`${title}: ${outcome.cause} ${outcome.next}`, undefined)),
    );
  return outcome;
}
