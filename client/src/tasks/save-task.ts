import { Range, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { UserError } from '../errors.ts';
import * as l10n from '../l10n.ts';
import { editsToAdd } from './tasks-file.ts';

async function isThere(uri: Uri): Promise<boolean> {
  return workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

/**
 * Adds a definition to `.vscode/tasks.json` of the workspace: one edit, its comments stay. False: there is no folder, or none
 * was chosen. Throws `UserError` for a file that cannot be read as JSON.
 */
export async function saveTask(definition: object, label: string): Promise<boolean> {
  const folders = workspace.workspaceFolders ?? [];
  const folder = folders.length > 1 ? await window.showWorkspaceFolderPick() : folders[0];
  if (!folder) {
    if (folders.length === 0)
      void window.showWarningMessage(l10n.t('Open a folder first: its tasks.json keeps the task.'));
    return false;
  }
  const uri = Uri.joinPath(folder.uri, '.vscode', 'tasks.json');
  if (!(await isThere(uri))) await workspace.fs.writeFile(uri, new Uint8Array());
  const document = await workspace.openTextDocument(uri);
  const edits = editsToAdd(document.getText(), { label, ...definition });
  if (!edits) throw new UserError(l10n.t('{0} is no JSON with a list of tasks: mend it first.', uri.fsPath));
  const edit = new WorkspaceEdit();
  for (const { offset, length, content } of edits)
    edit.replace(uri, new Range(document.positionAt(offset), document.positionAt(offset + length)), content);
  return (await workspace.applyEdit(edit)) && document.save();
}
