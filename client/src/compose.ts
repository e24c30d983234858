import './speak.ts';
import { tmpdir } from 'node:os';
import { type ExtensionContext, type LogOutputChannel, languages } from 'vscode';
import { GuardedActor } from './clusters/actor.ts';
import { chooseCluster, chooseServer } from './clusters/choose.ts';
import { ClustersView } from './clusters/clusters-view.ts';
import { LiveFleet } from './clusters/live-fleet.ts';
import { announceTroubles } from './clusters/notices.ts';
import { SettingsProfileStore } from './clusters/profile-store.ts';
import { showStatus } from './clusters/status-item.ts';
import { liveCommands } from './commands/live/index.ts';
import { openPlace } from './commands/live/open-place.ts';
import { runLiveCommand, targetOf } from './commands/live/run-live-command.ts';
import { DashboardPanels } from './dashboard/dashboard-panel.ts';
import { Demo } from './demo/demo.ts';
import { ComparisonDocuments } from './files/comparison-documents.ts';
import { LiveInlayHints } from './files/live-inlay-hints.ts';
import { ServerFileSystem } from './files/server-file-system.ts';
import type { LiveServices } from './live-services.ts';
import { innerCommandIds } from './manifest.ts';
import { sweepPassfiles } from './programs/passfile-on-loan.ts';
import { tellOfBrokenRuns } from './tasks/broken-runs.ts';
import { TaskList } from './tasks/task-list.ts';
import { taskProvider } from './tasks/task-provider.ts';

/** The live side as its stand-in hands on to it, and as tests look at it. */
export interface LiveSide {
  readonly services: LiveServices;
  readonly view: ClustersView;
  readonly files: ServerFileSystem;
  readonly tasks: ReturnType<typeof taskProvider>;
  readonly dashboards: DashboardPanels;
  /** Runs a command of `liveCommandIds` or `innerCommandIds`; says what goes wrong. */
  run(id: string, argument: unknown): Promise<unknown>;
  /** Ends sessions, tasks and the demo cluster; resolves when nothing is left. */
  end(): Promise<void>;
}

/** The services that everything else of the live side builds on. */
function makeServices(context: ExtensionContext, output: LogOutputChannel) {
  const report = (error: unknown) => output.error(error instanceof Error ? error : String(error));
  const profiles = new SettingsProfileStore(context.secrets, output);
  const fleet = new LiveFleet(profiles, report);
  const actor = new GuardedActor(profiles, fleet);
  const tasks = new TaskList(context.globalState);
  const services: LiveServices = {
    profiles,
    fleet,
    actor,
    tasks,
    output,
    chooseCluster: (target) => chooseCluster(fleet, target),
    chooseServer: (target, fits) => chooseServer(fleet, target, fits),
  };
  context.subscriptions.push(profiles, fleet, actor, tasks);
  return { services, fleet, tasks };
}

/** What live servers add to editors: their documents, and hints beside settings. */
function addToEditors(context: ExtensionContext, services: LiveServices) {
  const files = new ServerFileSystem(services);
  const hints = new LiveInlayHints(services);
  const comparisons = new ComparisonDocuments();
  context.subscriptions.push(
    files,
    hints,
    comparisons,
    languages.registerInlayHintsProvider({ language: 'postgresql-conf' }, hints),
  );
  return { comparisons, files };
}

/** Makes everything that connects to servers or runs programs: desktop only. */
export function composeLiveSide(context: ExtensionContext, output: LogOutputChannel): LiveSide {
  const { extensionUri, globalState: state } = context;
  const { services, fleet, tasks } = makeServices(context, output);
  const { comparisons, files } = addToEditors(context, services);
  const view = new ClustersView(fleet, tasks);
  const show = (target: Parameters<ClustersView['reveal']>[0]) => void view.reveal(target);
  const history = (cluster: string) => fleet.history(cluster);
  const dashboards = new DashboardPanels({ fleet, extensionUri, history, open: show });
  const demo = new Demo(services, state);
  const table = liveCommands({ services, dashboards, comparisons, demo, extensionUri, state });
  const showTarget = async (argument: unknown) => view.reveal(targetOf(argument) ?? { cluster: '' });
  const all: Readonly<Record<string, (argument: unknown) => Promise<unknown>>> = {
    ...table,
    [innerCommandIds.openPlace]: openPlace,
    [innerCommandIds.showTarget]: showTarget,
  };
  const run = (id: string, argument: unknown) => runLiveCommand(output, async () => all[id]?.(argument));
  context.subscriptions.push(view, dashboards, demo, showStatus(fleet), announceTroubles(fleet, show));
  void demo.clearLeftovers();
  void tellOfBrokenRuns(state);
  void sweepPassfiles({ temporaryFolder: tmpdir() });
  const end = async () => {
    // While the demo's servers still run: a task that is cut short gives back its slot.
    await tasks.endAll();
    await demo.stop();
    await fleet.close();
  };
  return { services, view, files, tasks: taskProvider(services), dashboards, run, end };
}
