import { type Uri, window, workspace } from 'vscode';
import type { SwitchRequest } from '../../../core/src/index.ts';
import { UserError } from '../errors.ts';
import type { EditableSwitch, LanguageService } from '../language-client.ts';

/** "Gained: … Lost: …", one line. */
export function consequences({ gained, lost, notes }: Pick<EditableSwitch, 'gained' | 'lost' | 'notes'>): string {
  const part = (title: string, lines: readonly string[]) => (lines.length > 0 ? `${title}: ${lines.join(' ')}` : '');
  return [part('Gained', gained), part('Lost', lost), part('Mind', notes)].filter((it) => it !== '').join(' ');
}

/**
 * Plans a switch, lets the user look at it (`preview`) and applies it to every file. True if it was applied; false if the
 * user turned it down or there was nothing to change.
 */
export async function applySwitch(
  service: LanguageService,
  document: Uri,
  request: SwitchRequest,
  preview: boolean,
): Promise<boolean> {
  const plan = await service.planSwitch(document, request, preview);
  if (!plan) throw new UserError('No primary was found: open its postgresql.conf, or name it in pg-replication.json.');
  if (plan.edit.size === 0) {
    void window.showInformationMessage(`${plan.title}: nothing to change.`);
    return false;
  }
  const applied = await workspace.applyEdit(plan.edit, { isRefactoring: true });
  if (!applied) return false;
  service.output.info(`${plan.title}. ${consequences(plan)}`);
  void window.showInformationMessage(`${plan.title}. ${consequences(plan)}`);
  return true;
}
