import type { Memento, Uri } from 'vscode';
import type { DashboardPanels } from '../../dashboard/dashboard-panel.ts';
import type { Demo } from '../../demo/demo.ts';
import type { ComparisonDocuments } from '../../files/comparison-documents.ts';
import type { Target } from '../../live/topology.ts';
import type { LiveServices } from '../../live-services.ts';
import { liveCommandIds as ids, type LiveCommandId } from '../../manifest.ts';
import { actCommands } from './act-commands.ts';
import { addCluster } from './add-cluster.ts';
import { addFoundServer } from './add-found-server.ts';
import { compareServers, compareWithWorkspace } from './compare-configurations.ts';
import { connectCluster, disconnectCluster, refreshClusters } from './connect-cluster.ts';
import { copyText } from './copy-text.ts';
import { createStandbyCommand } from './create-standby.ts';
import { editCluster } from './edit-cluster.ts';
import { explainFinding } from './explain-finding.ts';
import { forgetPassword } from './forget-password.ts';
import { openDashboard } from './open-dashboard.ts';
import { openServerConfiguration } from './open-server-configuration.ts';
import { removeCluster } from './remove-cluster.ts';
import { targetOf } from './run-live-command.ts';
import { switchClusterToSynchronous } from './switch-cluster.ts';
import { taskCommands } from './task-commands.ts';
import { testConnection } from './test-connection.ts';
import { UnfinishedStandbys } from './unfinished-standbys.ts';

/** What the commands of live servers work with. */
export interface LiveCommandWorld {
  readonly services: LiveServices;
  readonly dashboards: DashboardPanels;
  readonly comparisons: ComparisonDocuments;
  readonly demo: Demo;
  readonly extensionUri: Uri;
  readonly state: Memento;
}

/** A command with the argument that a menu, a row or a keybinding gives. */
type LiveCommand = (argument: unknown) => Promise<unknown>;
type Aimed = (services: LiveServices, target: Target | undefined) => Promise<unknown>;

/** Every command of live servers by its id. */
export function liveCommands(world: LiveCommandWorld): Readonly<Partial<Record<LiveCommandId, LiveCommand>>> {
  const { services, dashboards, comparisons, demo, extensionUri } = world;
  const unfinished = new UnfinishedStandbys(world.state);
  const aimed = (command: Aimed) => (argument: unknown) => command(services, targetOf(argument));
  const many = (commands: Readonly<Record<string, Aimed>>) =>
    Object.fromEntries(Object.entries(commands).map(([id, command]) => [id, aimed(command)]));
  return {
    [ids.addCluster]: (argument) => addCluster(services, argument),
    [ids.editCluster]: aimed(editCluster),
    [ids.removeCluster]: aimed(removeCluster),
    [ids.forgetPassword]: aimed(forgetPassword),
    [ids.testConnection]: aimed(testConnection),
    [ids.connectCluster]: aimed(connectCluster),
    [ids.disconnectCluster]: aimed(disconnectCluster),
    [ids.refreshClusters]: aimed(refreshClusters),
    [ids.addFoundServer]: (argument) => addFoundServer(services, argument),
    [ids.openDashboard]: (argument) => openDashboard(services, targetOf(argument), dashboards),
    [ids.explainFinding]: (argument) => explainFinding(extensionUri, argument),
    [ids.copyText]: (argument) => copyText(services, argument),
    [ids.openServerConfiguration]: aimed(openServerConfiguration),
    [ids.compareWithWorkspace]: (argument) => compareWithWorkspace(services, comparisons, targetOf(argument)),
    [ids.compareServers]: (argument) => compareServers(services, comparisons, targetOf(argument)),
    [ids.switchClusterToSynchronous]: (argument) => switchClusterToSynchronous(services, targetOf(argument), argument),
    [ids.createStandby]: (argument) => createStandbyCommand(services, targetOf(argument), unfinished, argument),
    [ids.startDemoCluster]: () => demo.start(),
    [ids.stopDemoCluster]: () => demo.stop(),
    ...many(actCommands),
    ...many(taskCommands),
  };
}
