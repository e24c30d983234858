import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { Files, Uri } from '../../core/src/index.ts';

/** The file system by plain paths. Synchronous inside: reading many small files is fastest so. */
export class NodeFiles implements Files {
  #listed: { readonly uri: Uri; readonly names: readonly string[] } | undefined;

  read(uri: Uri): Promise<string | undefined> {
    return Promise.resolve(readText(uri));
  }

  list(uri: Uri): Promise<readonly string[]> {
    return Promise.resolve(this.listNow(uri));
  }

  /** The folder listed last is remembered: who walks through folders and who then reads one of them ask the same. */
  listNow(uri: Uri): readonly string[] {
    if (this.#listed?.uri !== uri) this.#listed = { uri, names: listFolder(uri) };
    return this.#listed.names;
  }

  /** After files were written or removed. */
  forget(): void {
    this.#listed = undefined;
  }
}

/** The text of a file; undefined where there is none or it cannot be read. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Names in a folder, folders with a slash at their end (links followed); [] where there is none. */
function listFolder(path: string): readonly string[] {
  try {
    return readdirSync(path, { withFileTypes: true }).map((entry) => {
      const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && isDirectory(`${path}/${entry.name}`));
      return isFolder ? `${entry.name}/` : entry.name;
    });
  } catch {
    return [];
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
