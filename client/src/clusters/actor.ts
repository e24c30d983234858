import { commands, type Disposable, type OutputChannel, window, workspace } from 'vscode';
import type { Action } from '../act/action.ts';
import { auditLine } from '../act/audit-line.ts';
import { runStatements } from '../act/run-statements.ts';
import type { ClusterProfile } from '../connect/profile.ts';
import { UserError } from '../errors.ts';
import * as l10n from '../l10n.ts';
import type { Actor, Fleet, ProfileStore } from '../live-services.ts';
import { liveCommandIds } from '../manifest.ts';
import { notificationText } from '../notification-text.ts';
import { shownName } from './nodes/tree-node.ts';

/** What the user reads before anything runs. */
function actionText({ cluster, server, statements, consequences }: Action): string {
  const target = l10n.t('On {0}, server {1}:', shownName(cluster), shownName(server));
  const shown = statements.map((statement) => `    ${shownName(statement)};`);
  return [target, ...shown, '', ...consequences.map((it) => `• ${shownName(it)}`)].join('\n');
}

async function confirmed(action: Action, { production, name }: ClusterProfile): Promise<boolean> {
  const detail = actionText(action);
  const title = `${shownName(action.title)}?`;
  if ((await window.showWarningMessage(title, { modal: true, detail }, action.verb)) !== action.verb) return false;
  if (!production) return true;
  const typed = await window.showInputBox({
    title: l10n.t('{0} on a production cluster', action.verb),
    prompt: l10n.t('Type {0} to go on.', name),
    ignoreFocusOut: true,
    validateInput: (text) => (text === name ? undefined : l10n.t('The name of the cluster is {0}.', name)),
  });
  return typed === name;
}

/** The one place where statements of actions run: allowed, shown, confirmed, audited, looked at. */
export class GuardedActor implements Actor, Disposable {
  readonly #profiles: ProfileStore;
  readonly #fleet: Fleet;
  readonly audit: OutputChannel;

  constructor(profiles: ProfileStore, fleet: Fleet) {
    this.#profiles = profiles;
    this.#fleet = fleet;
    this.audit = window.createOutputChannel('PG Replication Audit');
  }

  async run(action: Action): Promise<boolean> {
    const profile = this.#profiles.get(action.cluster);
    if (!profile) throw new UserError(l10n.t('There is no cluster {0} any more.', action.cluster));
    if (!workspace.isTrusted)
      throw new UserError(l10n.t('In a workspace that is not trusted nothing is changed on servers.'));
    if (!profile.allowManagement) return this.#explainReadOnly(profile);
    if (!(await confirmed(action, profile))) return false;
    try {
      await this.#execute(action, profile);
    } finally {
      await this.#fleet.refresh(action.cluster);
    }
    return true;
  }

  dispose(): void {
    this.audit.dispose();
  }

  async #explainReadOnly({ name }: ClusterProfile): Promise<false> {
    const edit = l10n.t('Edit Cluster…');
    const sentence = l10n.t(
      '{0} is read-only: tick "Allow management" in its profile to act on its servers.',
      notificationText(name),
    );
    if ((await window.showWarningMessage(sentence, edit)) === edit)
      await commands.executeCommand(liveCommandIds.editCluster, { cluster: name });
    return false;
  }

  async #execute(action: Action, profile: ClusterProfile): Promise<void> {
    const server = this.#profiles.servers(profile).find(({ key }) => key === action.server);
    if (!server) throw new UserError(l10n.t('{0} has no server {1} any more.', profile.name, action.server));
    await runStatements(
      action,
      () => this.#profiles.open(server, { purpose: 'act', ask: true }),
      (statement, outcome) => this.audit.appendLine(auditLine(action, statement, outcome, new Date())),
    );
  }
}
