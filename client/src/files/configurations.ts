import { Uri, workspace } from 'vscode';
import { type Files, newestMajor, readServer, type ServerConfig, toMajor } from '../../../core/src/index.ts';
import { listDirectory, readFile } from '../workspace-files.ts';

/** A folder of the workspace with a postgresql.conf in it. */
export interface WorkspaceServer {
  readonly folder: Uri;
  /** The folder as the workspace shows it. */
  readonly label: string;
}

const files: Files = {
  async read(uri) {
    return (await readFile(uri, () => undefined)) ?? undefined;
  },
  list: (uri) => listDirectory(uri, () => undefined),
};

/** The servers whose files the workspace holds, in the order of their paths. */
export async function workspaceServers(): Promise<readonly WorkspaceServer[]> {
  const found = await workspace.findFiles('**/postgresql.conf', '**/node_modules/**', 500);
  return found
    .map((uri) => ({ folder: Uri.joinPath(uri, '..'), label: workspace.asRelativePath(Uri.joinPath(uri, '..')) }))
    .toSorted((left, right) => left.label.localeCompare(right.label));
}

/** Reads the files of a folder as a server of that major would. */
export function readFolder(folder: Uri, name: string, major: number): Promise<ServerConfig> {
  const roots = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
  const options = { major: toMajor(major) ?? newestMajor, name, roots };
  return readServer(files, folder.toString().replace(/\/$/, ''), options);
}
