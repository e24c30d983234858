import { window } from 'vscode';
import * as l10n from '../../l10n.ts';
import type { Target } from '../../live/topology.ts';
import type { LiveServices } from '../../live-services.ts';
import { type Trial, tryServers } from './try-servers.ts';

/** Opens and closes a session to each server of a cluster and says how that went. */
export async function testConnection(services: LiveServices, target: Target | undefined): Promise<Trial | undefined> {
  const cluster = await services.chooseCluster(target);
  if (!cluster) return undefined;
  const trial = await tryServers(services, cluster.profile);
  const tell = trial.reached ? window.showInformationMessage : window.showWarningMessage;
  void tell(l10n.t('Connection test of {0}', cluster.profile.name), {
    modal: true,
    detail: trial.sentences.join('\n'),
  });
  return trial;
}
