import { window, workspace } from 'vscode';
import * as l10n from '../l10n.ts';

/** Adds a definition to `.vscode/tasks.json` of the workspace. False: there is no folder, or none was chosen. */
export async function saveTask(definition: object, label: string): Promise<boolean> {
  const folders = workspace.workspaceFolders ?? [];
  const folder = folders.length > 1 ? await window.showWorkspaceFolderPick() : folders[0];
  if (!folder) {
    if (folders.length === 0)
      void window.showWarningMessage(l10n.t('Open a folder first: its tasks.json keeps the task.'));
    return false;
  }
  const configuration = workspace.getConfiguration('tasks', folder.uri);
  const present = configuration.get<readonly unknown[]>('tasks', []);
  await configuration.update('version', '2.0.0');
  await configuration.update('tasks', [...present, { label, ...definition }]);
  return true;
}
