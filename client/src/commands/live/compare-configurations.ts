import { commands, type QuickPickItem, window } from 'vscode';
import type { ServerConfig } from '../../../../core/src/index.ts';
import { UserError } from '../../errors.ts';
import type { ComparisonDocuments } from '../../files/comparison-documents.ts';
import { readFolder, type WorkspaceServer, workspaceServers } from '../../files/configurations.ts';
import * as l10n from '../../l10n.ts';
import { compareConfigurations } from '../../live/comparison.ts';
import { lastSeen } from '../../live/last-seen.ts';
import { liveConfiguration } from '../../live/live-files.ts';
import { setForUs } from '../../live/settings-text.ts';
import type { ClusterServer, Target } from '../../live/topology.ts';
import type { LiveServices } from '../../live-services.ts';

/** One side of a comparison. */
interface Side {
  readonly name: string;
  readonly config: ServerConfig;
  /** Parameters of which it is not known what the server gives to others than us. */
  readonly unknown: readonly string[];
}

async function sideOf(cluster: string, server: ClusterServer): Promise<Side> {
  const seen = lastSeen(server.look);
  if (!seen) throw new UserError(l10n.t('{0} was not reached yet, so there is nothing to compare.', server.name));
  return { name: server.name, config: await liveConfiguration(cluster, seen), unknown: setForUs(seen) };
}

async function showDifference(documents: ComparisonDocuments, left: Side, right: Side): Promise<void> {
  const unknown = new Set([...left.unknown, ...right.unknown]);
  const comparison = compareConfigurations(left.config, right.config, unknown);
  const leftUri = documents.add(left.name, comparison.left);
  const rightUri = documents.add(right.name, comparison.right);
  await commands.executeCommand('vscode.diff', leftUri, rightUri, l10n.t('{0} ↔ {1}: in force', left.name, right.name));
}

async function chooseFolder(preferred: string): Promise<WorkspaceServer | undefined> {
  const servers = await workspaceServers();
  if (servers.length === 0) throw new UserError(l10n.t('The workspace holds no postgresql.conf to compare with.'));
  const items: (QuickPickItem & { readonly server: WorkspaceServer })[] = servers.map((server) => ({
    label: server.label,
    server,
  }));
  const likely = items.find(({ server }) => server.folder.path.endsWith(`/${preferred}`));
  const ordered = likely ? [likely, ...items.filter((item) => item !== likely)] : items;
  const chosen = await window.showQuickPick(ordered, {
    placeHolder: l10n.t('The folder whose files are meant for this server'),
  });
  return chosen?.server;
}

/** Shows what a live server and the files of the workspace have in force, side by side. */
export async function compareWithWorkspace(
  services: LiveServices,
  documents: ComparisonDocuments,
  target: Target | undefined,
): Promise<void> {
  const chosen = await services.chooseServer(target);
  const folder = chosen && (await chooseFolder(chosen.server.name));
  if (!chosen || !folder) return;
  const live = await sideOf(chosen.cluster.profile.name, chosen.server);
  const inFiles = await readFolder(folder.folder, folder.label, live.config.catalog.major);
  await showDifference(documents, { name: folder.label, config: inFiles, unknown: [] }, live);
}

/** Shows what two live servers have in force, side by side. */
export async function compareServers(
  services: LiveServices,
  documents: ComparisonDocuments,
  target: Target | undefined,
): Promise<void> {
  const left = await services.chooseServer(target);
  const right = left && (await services.chooseServer(undefined, ({ key }) => key !== left.server.key));
  if (!left || !right) return;
  await showDifference(
    documents,
    await sideOf(left.cluster.profile.name, left.server),
    await sideOf(right.cluster.profile.name, right.server),
  );
}
