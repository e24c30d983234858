import { type QuickPickItem, type Uri, window, workspace } from 'vscode';
import type { SwitchRequest } from '../../../core/src/index.ts';
import { UserError } from '../errors.ts';
import type { EditableSwitch, LanguageService } from '../language-client.ts';

/** `ask`: let the user say; `each`: the refactor preview, where each change is ticked; `none`: apply at once. */
export type Preview = 'ask' | 'each' | 'none';

const noPrimary = 'No primary was found: open its postgresql.conf, or name it in pg-replication.json.';

/** "Gained: … Lost: …", one line. */
function consequences({ gained, lost, notes }: EditableSwitch): string {
  const part = (title: string, lines: readonly string[]) => (lines.length > 0 ? `${title}: ${lines.join(' ')}` : '');
  return [part('Gained', gained), part('Lost', lost), part('Mind', notes)].filter((it) => it !== '').join(' ');
}

function sizeOf({ edit }: EditableSwitch): string {
  const files = edit.size;
  const changes = edit.entries().reduce((sum, [, edits]) => sum + edits.length, 0);
  return `${changes} ${changes === 1 ? 'change' : 'changes'} in ${files} ${files === 1 ? 'file' : 'files'}`;
}

async function askPreview(plan: EditableSwitch): Promise<Exclude<Preview, 'ask'> | undefined> {
  const items: (QuickPickItem & { readonly preview: Exclude<Preview, 'ask'> })[] = [
    {
      preview: 'none',
      label: '$(check) Apply',
      description: sizeOf(plan),
      detail: [...plan.gained.map((it) => `+ ${it}`), ...plan.lost.map((it) => `− ${it}`)].join('   '),
    },
    { preview: 'each', label: '$(checklist) Preview', description: 'tick each change in the refactor preview first' },
  ];
  const chosen = await window.showQuickPick(items, {
    title: plan.title,
    placeHolder: 'What is gained, what is lost',
    ignoreFocusOut: true,
  });
  return chosen?.preview;
}

/** Says what came of it; changes that were left unticked are named, as they may keep the rest from having an effect. */
async function tell(
  service: LanguageService,
  document: Uri,
  request: SwitchRequest,
  plan: EditableSwitch,
): Promise<boolean> {
  const left = await service.planSwitch(document, request, false);
  if (left && left.edit.size > 0) {
    void window.showWarningMessage(`${plan.title}: ${sizeOf(left)} left out. Without them it is not complete.`);
    return left.edit.size < plan.edit.size;
  }
  const message = `${plan.title}. ${consequences(plan)}`;
  service.output.info(message);
  void window.showInformationMessage(message);
  return true;
}

/**
 * Plans a switch, lets the user look at it and applies it to every file. True if files were changed; false if the user
 * turned it down or there was nothing to change.
 */
export async function applySwitch(
  service: LanguageService,
  document: Uri,
  request: SwitchRequest,
  preview: Preview,
): Promise<boolean> {
  const plan = await service.planSwitch(document, request, false);
  if (!plan) throw new UserError(noPrimary);
  if (plan.edit.size === 0) {
    void window.showInformationMessage(`${plan.title}: nothing to change.`);
    return false;
  }
  const way = preview === 'ask' ? await askPreview(plan) : preview;
  if (way === undefined) return false;
  const chosen = way === 'each' ? await service.planSwitch(document, request, true) : plan;
  if (!chosen || !(await workspace.applyEdit(chosen.edit, { isRefactoring: true }))) return false;
  return tell(service, document, request, plan);
}
