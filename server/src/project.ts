import { childOf, type Files, type Uri } from '../../core/src/index.ts';
import type { ProjectServer } from '../../project/src/project-file.ts';

/** The file at the root of a workspace that names its servers; a copy of the name spares loading its reader. */
export const projectFile = 'pg-replication.json';

/** The folder a server of the project file means. */
function folderOf(root: Uri, { folder }: ProjectServer): Uri {
  return folder === '.' ? root : folder.split('/').reduce(childOf, root);
}

/** What the project file at `root` says of each folder; empty without one. Its reader is loaded when there is one. */
export async function declaredServers(files: Files, root: Uri): Promise<ReadonlyMap<Uri, ProjectServer>> {
  if (!(await files.list(root)).includes(projectFile)) return new Map();
  const text = (await files.read(childOf(root, projectFile))) ?? '';
  const { parseProjectFile } = await import('../../project/src/project-file.ts');
  return new Map(parseProjectFile(text).servers.map((server) => [folderOf(root, server), server]));
}
