import { commands, type Disposable, EventEmitter, l10n, Uri, window, workspace } from 'vscode';
import { UserError } from '../errors.ts';
import type { LanguageService } from '../language-client.ts';

const scheme = 'pg-replication-explanation';
const page = Uri.from({ scheme, path: '/setting.md' });

let text = '';
const changed = new EventEmitter<Uri>();

/** Lends the editor the one page that shows the setting asked for last. */
export function provideExplanations(): Disposable {
  return workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: () => text,
  });
}

/** Shows all that is known of the setting at the cursor. Returns the page. */
export async function explainSetting(service: LanguageService): Promise<string> {
  const editor = window.activeTextEditor;
  const found = editor && (await service.explainSetting(editor.document.uri, editor.selection.active));
  if (!found) throw new UserError(l10n.t('Put the cursor on a setting of a PostgreSQL configuration file first.'));
  text = found;
  changed.fire(page);
  await commands.executeCommand('markdown.showPreviewToSide', page);
  return found;
}
