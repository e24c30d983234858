import { type Uri, window, workspace } from 'vscode';
import type { SwitchRequest } from '../../../core/src/index.ts';
import { noPrimaryFound, UserError } from '../errors.ts';
import * as l10n from '../l10n.ts';
import type { EditableSwitch, LanguageService } from '../language-client.ts';
import { askPreview, sizeOf } from './ask-preview.ts';

/** `ask`: let the user say; `each`: the refactor preview, where each change is ticked; `none`: apply at once. */
export type Preview = 'ask' | 'each' | 'none';

/** Says what came of it; changes that were left unticked are named, as they may keep the rest from having an effect. */
async function tell(
  service: LanguageService,
  document: Uri,
  request: SwitchRequest,
  plan: EditableSwitch,
): Promise<boolean> {
  const left = await service.planSwitch(document, request, false);
  if (left && left.edit.size > 0) {
    void window.showWarningMessage(
      l10n.t('{0}: {1} left out. Without them it is not complete.', plan.title, sizeOf(left)),
    );
    return left.edit.size < plan.edit.size;
  }
  service.output.info([`${plan.title}: ${sizeOf(plan)}.`, ...plan.gained, ...plan.lost, ...plan.notes].join('\n  '));
  const [gained = '', lost = ''] = [plan.gained[0], plan.lost[0]];
  void window.showInformationMessage(l10n.t('{0}. Gained: {1} Lost: {2}', plan.title, gained, lost));
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
  if (!plan) throw new UserError(noPrimaryFound);
  if (plan.edit.size === 0) {
    void window.showInformationMessage([l10n.t('{0}: nothing to change.', plan.title), ...plan.notes].join(' '));
    return false;
  }
  const way = preview === 'ask' ? await askPreview(plan) : preview;
  if (way === undefined) return false;
  const chosen = way === 'each' ? await service.planSwitch(document, request, true) : plan;
  if (!chosen || !(await workspace.applyEdit(chosen.edit, { isRefactoring: true }))) return false;
  return tell(service, document, request, plan);
}
