import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { LineIndex, type Preset, type RuleChoice, recommended, type Uri } from '../../core/src/index.ts';
import type { Project } from '../../project/src/load-project.ts';
import type { ProjectServer } from '../../project/src/project-file.ts';
import { NodeFiles, readText } from './node-files.ts';

/** The file that names the servers of a project; said here too, so that its reader is loaded only where there is one. */
export const projectFileName = 'pg-replication.json';

/** A project file and the folder it is in. */
interface Placed {
  readonly folder: string;
  readonly project: Project;
  readonly choice: RuleChoice;
}

/** The project files above the folders that are linted, each read once. */
export class Projects {
  readonly #byFolder = new Map<string, Promise<Placed | undefined>>();
  readonly #warn: (message: string) => void;
  readonly #presets: readonly Preset[];
  readonly #usual: RuleChoice;

  /** `presets` hold beside those that a project file names. */
  constructor(warn: (message: string) => void, presets: readonly Preset[] = []) {
    this.#warn = warn;
    this.#presets = presets;
    this.#usual = { ...recommended, presets };
  }

  /** What the nearest project file at or above a folder, named by its full path, says of it; undefined if it is not named. */
  async serverOf(folder: Uri): Promise<ProjectServer | undefined> {
    const placed = await this.#nearest(folder);
    if (!placed) return undefined;
    const { declaredServer } = await import('../../project/src/load-project.ts');
    return declaredServer(placed.project, relative(placed.folder, folder).replaceAll('\\', '/'));
  }

  /** The folder of the nearest project file at or above such a folder; '' without one. */
  async rootOf(folder: Uri): Promise<string> {
    return (await this.#nearest(folder))?.folder ?? '';
  }

  /** The rules for the files in such a folder: those that the nearest project file at or above it chooses, else the usual ones. */
  async choiceOf(folder: Uri): Promise<RuleChoice> {
    return (await this.#nearest(folder))?.choice ?? this.#usual;
  }

  #nearest(folder: string): Promise<Placed | undefined> {
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

  async #read(folder: string, path: string): Promise<Placed> {
    const { loadProject } = await import('../../project/src/load-project.ts');
    const project = await loadProject(new NodeFiles(), path.replaceAll('\\', '/'), readText(path) ?? '');
    for (const { uri, text, problems } of project.files) {
      const lines = new LineIndex(text);
      for (const { message, range } of problems) {
        const { line, column } = lines.position(range.start);
        this.#warn(`${uri}:${line + 1}:${column + 1}: ${message}`);
      }
    }
    const presets = [...project.choice.presets, ...this.#presets];
    return { folder, project, choice: { ...project.choice, presets } };
  }
}
