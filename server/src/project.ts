import { childOf, type Files, nameOf, type RuleChoice, type Uri } from '../../core/src/index.ts';
import type { Project } from '../../project/src/load-project.ts';
import type { ProjectServer } from '../../project/src/project-file.ts';
import type { Settings } from './settings.ts';

/** The file at the root of a workspace that names its servers; a copy of the name spares loading its reader. */
export const projectFile = 'pg-replication.json';

/** Whether a file is a project file or one that project files share. */
export function isProjectFile(uri: Uri): boolean {
  const name = nameOf(uri);
  return name === projectFile || name.endsWith(`.${projectFile}`);
}

/** The folder a server of the project file means. */
function folderOf(root: Uri, { folder }: ProjectServer): Uri {
  return folder === '.' ? root : folder.split('/').reduce(childOf, root);
}

/** The project at `root`; undefined without a project file. Its reader is loaded when there is one. */
export async function projectAt(files: Files, root: Uri): Promise<Project | undefined> {
  if (!(await files.list(root)).includes(projectFile)) return undefined;
  const uri = childOf(root, projectFile);
  const { loadProject } = await import('../../project/src/load-project.ts');
  return loadProject(files, uri, (await files.read(uri)) ?? '');
}

/** What a project at `root` says of each folder; empty without one. */
export function declaredServers(project: Project | undefined, root: Uri): ReadonlyMap<Uri, ProjectServer> {
  return new Map(project?.servers.map((server) => [folderOf(root, server), server]));
}

/** The rules of a project and of the editor: the project wins, so that the editor says what CI says. */
export function chooseRules(project: Project | undefined, { presets, rules }: Settings): RuleChoice {
  const { choice } = project ?? {};
  return {
    presets: choice && choice.presets.length > 0 ? choice.presets : presets,
    severities: { ...rules, ...choice?.severities },
    organisation: choice?.organisation ?? [],
  };
}
