import { window } from 'vscode';
import { type ClusterProfile, profileSchema } from '../../connect/profile.ts';
import { withoutSecrets } from '../../connect/without-secrets.ts';
import { UserError } from '../../errors.ts';
import * as l10n from '../../l10n.ts';
import type { LiveServices } from '../../live-services.ts';
import { askForCluster, type ClusterDraft } from './cluster-flow.ts';
import { tryServers } from './try-servers.ts';

/** A profile given by a keybinding or a script, instead of questions. */
function givenDraft(argument: unknown): ClusterDraft | undefined {
  const { data } = profileSchema.safeParse(argument);
  if (!data) return undefined;
  const { conninfo, password } = withoutSecrets(data.conninfo);
  return { profile: { ...data, conninfo }, password, scope: 'user' };
}

/** Keeps the profile and, apart from it, the password that stood in its conninfo. */
export async function keepDraft({ profiles }: LiveServices, draft: ClusterDraft, formerName?: string): Promise<void> {
  await profiles.save(draft.profile, { formerName, scope: draft.scope });
  const { password } = draft;
  if (password === undefined) return;
  await Promise.all(profiles.servers(draft.profile).map((server) => profiles.keepPassword(server, password)));
}

const saveAndConnect = l10n.t('Save and Connect');
const editAgain = l10n.t('Edit');

/** Tries the connection and asks what to do with the outcome; undefined: the user wants to change it first, or nothing. */
async function confirm(services: LiveServices, draft: ClusterDraft): Promise<'save' | 'edit' | undefined> {
  const { sentences, reached } = await tryServers(services, draft.profile, draft.password);
  const save = reached ? saveAndConnect : l10n.t('Save Anyway');
  const ask = reached ? window.showInformationMessage : window.showWarningMessage;
  const title = reached
    ? l10n.t('{0} can be reached.', draft.profile.name)
    : l10n.t('{0} cannot be reached.', draft.profile.name);
  const chosen = await ask(title, { modal: true, detail: sentences.join('\n') }, save, editAgain);
  if (chosen === editAgain) return 'edit';
  return chosen === save ? 'save' : undefined;
}

/** Asks, tries, and on wish asks again; undefined: given up. */
export async function settleDraft(
  services: LiveServices,
  taken: readonly string[],
  present?: ClusterDraft,
): Promise<ClusterDraft | undefined> {
  let draft = await askForCluster(taken, present);
  while (draft) {
    const outcome = await confirm(services, draft);
    if (outcome !== 'edit') return outcome === 'save' ? draft : undefined;
    draft = await askForCluster(taken, draft);
  }
  return undefined;
}

/**
 * Adds a cluster to the settings and connects to it. A keybinding may give `{ name, conninfo, allowManagement, production }`.
 * Returns the profile; undefined: given up.
 */
export async function addCluster(services: LiveServices, argument: unknown): Promise<ClusterProfile | undefined> {
  const taken = services.profiles.profiles.map(({ name }) => name);
  const given = givenDraft(argument);
  if (given && taken.includes(given.profile.name))
    throw new UserError(l10n.t('There is a cluster called {0} already.', given.profile.name));
  const draft = given ?? (await settleDraft(services, taken));
  if (!draft) return undefined;
  await keepDraft(services, draft);
  await services.fleet.connect(draft.profile.name);
  return draft.profile;
}
