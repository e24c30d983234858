import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { Files, Uri } from '../../core/src/index.ts';

/** The file system by plain paths. Synchronous inside: reading many small files is fastest so. */
export class NodeFiles implements Files {
  #listed: (Listing & { readonly uri: Uri }) | undefined;

  read(uri: Uri): Promise<string | undefined> {
    return Promise.resolve(readText(uri));
  }

  list(uri: Uri): Promise<readonly string[]> {
    return Promise.resolve(this.listNow(uri));
  }

  /** The folder listed last is remembered: who walks through folders and who then reads one of them ask the same. */
  listNow(uri: Uri): readonly string[] {
    return this.#listing(uri).names;
  }

  /** The folders in a folder that are no links, with a slash at their end. */
  ownFoldersNow(uri: Uri): readonly string[] {
    const { names, links } = this.#listing(uri);
    return names.filter((name) => name.endsWith('/') && !links.includes(name));
  }

  #listing(uri: Uri): Listing {
    if (this.#listed?.uri !== uri) this.#listed = { uri, ...listFolder(uri) };
    return this.#listed;
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

/** Names in a folder, folders with a slash at their end (links followed), and those of them that are links. */
interface Listing {
  readonly names: readonly string[];
  readonly links: readonly string[];
}

/** Nothing where there is no folder. */
function listFolder(path: string): Listing {
  const links: string[] = [];
  try {
    const names = readdirSync(path, { withFileTypes: true }).map((entry) => {
      const isLink = entry.isSymbolicLink() && isDirectory(`${path}/${entry.name}`);
      const name = entry.isDirectory() || isLink ? `${entry.name}/` : entry.name;
      if (isLink) links.push(name);
      return name;
    });
    return { names, links };
  } catch {
    return { names: [], links };
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
