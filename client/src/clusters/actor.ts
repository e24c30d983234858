import { commands, type Disposable, type OutputChannel, window, workspace } from 'vscode';
import type { Action } from '../act/action.ts';
import { auditLine } from '../act/audit-line.ts';
import { runStatements } from '../act/run-statements.ts';
import type { ClusterProfile } from '../connect/profile.ts';
import { UserError } from '../errors.ts';
import type { Actor, Fleet, ProfileStore } from '../live-services.ts';
import { liveCommandIds } from '../manifest.ts';
import { notificationText } from '../notification-text.ts';
import { shownName } from './nodes/tree-node.ts';

/** What the user reads before anything runs. */
function actionText({ cluster, server, statements, consequences }: Action): string {
  const target = `On ${shownName(cluster)}, server ${shownName(server)}:`;
  const shown = statements.map((statement) => `    ${shownName(statement)};`);
  return [target, ...shown, '', ...consequences.map((it) => `• ${shownName(it)}`)].join('\n');
}

async function confirmed(action: Action, { production, name }: ClusterProfile): Promise<boolean> {
  const detail = actionText(action);
  const title = `${shownName(action.title)}?`;
  if ((await window.showWarningMessage(title, { modal: true, detail }, action.verb)) !== action.verb) return false;
  if (!production) return true;
  const typed = await window.showInputBox({
    title: `${action.verb} on a production cluster`,
    prompt: `Type ${name} to go on.`,
    ignoreFocusOut: true,
    validateInput: (text) => (text === name ? undefined : `The name of the cluster is ${name}.`),
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
    if (!profile) throw new UserError(`There is no cluster ${action.cluster} any more.`);
    if (!workspace.isTrusted) throw new UserError('In a workspace that is not trusted nothing is changed on servers.');
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
    const edit = 'Edit Cluster…';
    const sentence = `${notificationText(name)} is read-only: tick "Allow management" in its profile to act on its servers.`;
    if ((await window.showWarningMessage(sentence, edit)) === edit)
      await commands.executeCommand(liveCommandIds.editCluster, { cluster: name });
    return false;
  }

  async #execute(action: Action, profile: ClusterProfile): Promise<void> {
    const server = this.#profiles.servers(profile).find(({ key }) => key === action.server);
    if (!server) throw new UserError(`${profile.name} has no server ${action.server} any more.`);
    await runStatements(
      action,
      () => this.#profiles.open(server, { purpose: 'act', ask: true }),
      (statement, outcome) => this.audit.appendLine(auditLine(action, statement, outcome, new Date())),
    );
  }
}
