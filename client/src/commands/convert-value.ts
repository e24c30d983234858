import { commands, l10n, window } from 'vscode';
import { UserError } from '../errors.ts';
import { languages } from '../manifest.ts';

/** Offers the value at the cursor in other units. The server's actions do the work, so other editors have them too. */
export async function convertValue(): Promise<void> {
  const language = window.activeTextEditor?.document.languageId;
  if (!languages.some((it) => it === language))
    throw new UserError(l10n.t('Put the cursor into a value of a PostgreSQL configuration file first.'));
  await commands.executeCommand('editor.action.codeAction', { kind: 'refactor.rewrite.unit', apply: 'ifSingle' });
}
