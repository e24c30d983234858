import type { Target } from '../../live/topology.ts';
import type { LiveServices } from '../../live-services.ts';
import { keepDraft, settleDraft } from './add-cluster.ts';

/** Changes a profile in place, where it is kept. Returns whether it was changed. */
export async function editCluster(services: LiveServices, target: Target | undefined): Promise<boolean> {
  const cluster = await services.chooseCluster(target);
  if (!cluster) return false;
  const { profile, connected } = cluster;
  const taken = services.profiles.profiles.map(({ name }) => name).filter((name) => name !== profile.name);
  const draft = await settleDraft(services, taken, { profile, password: undefined, scope: 'user' });
  if (!draft) return false;
  if (connected) await services.fleet.disconnect(profile.name);
  await keepDraft(services, draft, profile.name);
  await services.fleet.connect(draft.profile.name);
  return true;
}
