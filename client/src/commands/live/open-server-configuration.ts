import { existsSync } from 'node:fs';
import { type QuickPickItem, type TextDocument, Uri, window, workspace } from 'vscode';
import { hasItsConfigurationHere } from '../../files/this-machine.ts';
import * as l10n from '../../l10n.ts';
import { lastSeen } from '../../live/last-seen.ts';
import type { ServerIdentity } from '../../live/server-look.ts';
import { serverUri } from '../../live/server-uri.ts';
import type { ClusterServer, ClusterState, Target } from '../../live/topology.ts';
import type { LiveServices } from '../../live-services.ts';

type Item = QuickPickItem & { readonly uri: Uri };

/** The files of a server by their names, where the role may see them. */
function filesOf({ configFile, hbaFile, identFile, dataDirectory }: ServerIdentity): readonly string[] {
  const automatic = dataDirectory === undefined ? undefined : `${dataDirectory}/postgresql.auto.conf`;
  return [configFile, automatic, hbaFile, identFile].filter((path) => path !== undefined);
}

function items(cluster: ClusterState, server: ClusterServer): Item[] {
  const seen = lastSeen(server.look);
  if (!seen) return [];
  const document = { cluster: cluster.profile.name, server: server.key };
  const inForce: Item = {
    label: l10n.t('$(checklist) Settings in force'),
    detail: l10n.t('What the server runs with now, each with the place it comes from.'),
    uri: Uri.parse(serverUri({ ...document, part: 'inForce', path: '/postgresql.conf' }), true),
  };
  const included = [...seen.settings.values()].flatMap(({ file }) => (file === undefined ? [] : [file]));
  const paths = [...new Set([...filesOf(seen.identity), ...included])];
  const local = hasItsConfigurationHere(seen);
  return [
    inForce,
    ...paths.map((path) => {
      const here = local && existsSync(path);
      const uri = here ? Uri.file(path) : Uri.parse(serverUri({ ...document, part: 'disk', path }), true);
      const label = `$(file) ${path.slice(path.lastIndexOf('/') + 1)}`;
      return {
        label,
        description: path,
        detail: here ? l10n.t('the file of this machine') : l10n.t('read through SQL, read-only'),
        uri,
      };
    }),
  ];
}

/** Opens what a server runs with, or one of its files: that of this machine, else as it reads through SQL. */
export async function openServerConfiguration(
  services: LiveServices,
  target: Target | undefined,
): Promise<TextDocument | undefined> {
  const chosen = await services.chooseServer(target);
  if (!chosen) return undefined;
  const choices = items(chosen.cluster, chosen.server);
  const item = await window.showQuickPick(choices, {
    title: l10n.t('Configuration of {0}', chosen.server.name),
    matchOnDescription: true,
  });
  if (!item) return undefined;
  const document = await workspace.openTextDocument(item.uri);
  await window.showTextDocument(document, { preview: false });
  return document;
}
