import { window } from 'vscode';
import * as l10n from '../../l10n.ts';
import type { Target } from '../../live/topology.ts';
import type { LiveServices } from '../../live-services.ts';
import { forgetAll } from './remove-cluster.ts';

/** Forgets the passwords of a cluster; the next session asks. Returns how many were forgotten. */
export async function forgetPassword(services: LiveServices, target: Target | undefined): Promise<number> {
  const cluster = await services.chooseCluster(target);
  if (!cluster) return 0;
  const { name } = cluster.profile;
  const count = await forgetAll(services, name);
  const said =
    count === 0 ? l10n.t('No password of {0} was kept.', name) : l10n.t('The password of {0} is forgotten.', name);
  void window.showInformationMessage(said);
  return count;
}
