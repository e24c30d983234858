import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Uri } from '../../core/src/index.ts';
import type { ProjectFile, ProjectServer } from '../../project/src/project-file.ts';
import { readText } from './node-files.ts';

/** The file that names the servers of a project; said here too, so that its reader is loaded only where there is one. */
export const projectFileName = 'pg-replication.json';

/** A project file and the folder it is in. */
interface Project {
  readonly folder: string;
  readonly file: ProjectFile;
}

/** The project files above the folders that are linted, each read once. */
export class Projects {
  readonly #byFolder = new Map<string, Promise<Project | undefined>>();
  readonly #warn: (message: string) => void;

  constructor(warn: (message: string) => void) {
    this.#warn = warn;
  }

  /** What the nearest project file at or above `folder` says of it; undefined if it is not named. */
  async serverOf(folder: Uri): Promise<ProjectServer | undefined> {
    const full = resolve(folder);
    const project = await this.#nearest(full);
    if (!project) return undefined;
    const { declaredServer } = await import('../../project/src/project-file.ts');
    return declaredServer(project.file, relative(project.folder, full).replaceAll('\\', '/'));
  }

  #nearest(folder: string): Promise<Project | undefined> {
    const known = this.#byFolder.get(folder);
    if (known) return known;
    const parent = dirname(folder);
    const path = join(folder, projectFileName);
    const found = existsSync(path)
      ? this.#read(folder, path)
      : parent === folder
        ? Promise.resolve(undefined)
        : this.#nearest(parent);
    this.#byFolder.set(folder, found);
    return found;
  }

  async #read(folder: string, path: string): Promise<Project> {
    const { parseProjectFile } = await import('../../project/src/project-file.ts');
    const file = parseProjectFile(readText(path) ?? '');
    for (const problem of file.problems) this.#warn(`${path}: ${[...problem.path, problem.message].join(': ')}`);
    return { folder, file };
  }
}
