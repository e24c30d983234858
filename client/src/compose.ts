import { commands, Disposable, type ExtensionContext, type LogOutputChannel, languages, workspace } from 'vscode';
import { GuardedActor } from './clusters/actor.ts';
import { chooseCluster, chooseServer } from './clusters/choose.ts';
import { ClustersView, openPlaceCommand } from './clusters/clusters-view.ts';
import { LiveFleet } from './clusters/live-fleet.ts';
import { announceTroubles } from './clusters/notices.ts';
import { SettingsProfileStore } from './clusters/profile-store.ts';
import { showStatus } from './clusters/status-item.ts';
import { type LiveCommandWorld, liveCommands } from './commands/live/index.ts';
import { openPlace } from './commands/live/open-place.ts';
import { runLiveCommand } from './commands/live/run-live-command.ts';
import { DashboardPanels } from './dashboard/dashboard-panel.ts';
import { Demo } from './demo/demo.ts';
import { ComparisonDocuments } from './files/comparison-documents.ts';
import { LiveInlayHints } from './files/live-inlay-hints.ts';
import { ServerFileSystem } from './files/server-file-system.ts';
import { serverScheme } from './live/server-uri.ts';
import type { LiveServices } from './live-services.ts';
import { liveCommandIds, liveContextKey } from './manifest.ts';
import { TaskList } from './tasks/task-list.ts';
import { provideTasks } from './tasks/task-provider.ts';

/** What tests may look at: the state that people see, and nothing that changes it. */
export interface LiveSide {
  readonly services: LiveServices;
  readonly view: ClustersView;
  /** Ends sessions, tasks and the demo cluster; resolves when nothing is left. */
  end(): Promise<void>;
}

/** Makes everything that connects to servers or runs programs: desktop only. */
export async function composeLiveSide(context: ExtensionContext, output: LogOutputChannel): Promise<LiveSide> {
  const profiles = new SettingsProfileStore(context.secrets, output);
  const report = (error: unknown) => output.error(error instanceof Error ? error : String(error));
  const fleet = new LiveFleet(profiles, report);
  const actor = new GuardedActor(profiles, fleet);
  const tasks = new TaskList();
  const services: LiveServices = {
    profiles,
    fleet,
    actor,
    tasks,
    output,
    chooseCluster: (target) => chooseCluster(fleet, target),
    chooseServer: (target, fits) => chooseServer(fleet, target, fits),
  };
  const view = new ClustersView(fleet);
  const show = (target: Parameters<ClustersView['reveal']>[0]) => void view.reveal(target);
  const dashboards = new DashboardPanels({
    fleet,
    extensionUri: context.extensionUri,
    history: (cluster) => fleet.history(cluster),
    open: show,
  });
  const files = new ServerFileSystem(services);
  const hints = new LiveInlayHints(services);
  const comparisons = new ComparisonDocuments();
  const demo = new Demo(services, context.globalState);
  const world: LiveCommandWorld = { services, dashboards, comparisons, demo, extensionUri: context.extensionUri };
  const registered = Object.entries(liveCommands(world)).map(([id, command]) =>
    commands.registerCommand(id, (argument: unknown) => runLiveCommand(output, () => command(argument))),
  );
  context.subscriptions.push(
    profiles,
    fleet,
    actor,
    tasks,
    view,
    dashboards,
    files,
    hints,
    comparisons,
    demo,
    showStatus(fleet),
    announceTroubles(fleet, show),
    provideTasks(services),
    workspace.registerFileSystemProvider(serverScheme, files, { isReadonly: true, isCaseSensitive: true }),
    languages.registerInlayHintsProvider({ language: 'postgresql-conf' }, hints),
    commands.registerCommand(openPlaceCommand, (argument: unknown) =>
      runLiveCommand(output, () => openPlace(argument)),
    ),
    Disposable.from(...registered),
  );
  await commands.executeCommand('setContext', liveContextKey, true);
  const end = async () => {
    await demo.stop();
    await tasks.endAll();
    await fleet.close();
  };
  void (process.env['PG_REPLICATION_DEMO'] === '1' && workspace.isTrusted
    ? commands.executeCommand(liveCommandIds.startDemoCluster)
    : demo.clearLeftover());
  return { services, view, end };
}
