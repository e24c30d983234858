import { window } from 'vscode';
import * as l10n from '../l10n.ts';
import type { EditableSwitch } from '../language-client.ts';

/** How much is to be changed: `3 changes in 2 files`. */
export function sizeOf({ edit }: EditableSwitch): string {
  const files = edit.size;
  const changes = edit.entries().reduce((sum, [, edits]) => sum + edits.length, 0);
  return l10n.t(
    '{0} {1} in {2} {3}',
    changes,
    changes === 1 ? l10n.t('change') : l10n.t('changes'),
    files,
    files === 1 ? l10n.t('file') : l10n.t('files'),
  );
}

function detailOf(plan: EditableSwitch): string {
  const part = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? [[`${title}:`, ...lines.map((it) => `• ${it}`)].join('\n')] : [];
  return [
    ...part(l10n.t('Gained'), plan.gained),
    ...part(l10n.t('Lost'), plan.lost),
    ...part(l10n.t('Mind'), plan.notes),
  ].join('\n\n');
}

/** Says what a switch brings and asks how to go on; undefined if the user turns away. */
export async function askPreview(plan: EditableSwitch): Promise<'each' | 'none' | undefined> {
  const apply = l10n.t('Apply {0}', sizeOf(plan));
  const look = l10n.t('Preview');
  const chosen = await window.showInformationMessage(plan.title, { modal: true, detail: detailOf(plan) }, apply, look);
  return chosen === apply ? 'none' : chosen === look ? 'each' : undefined;
}
