import { statSync } from 'node:fs';
import { childOf, configurationFileNames, isTemplateOfOurs, nameOf, parentOf, type Uri } from '../../core/src/index.ts';
import type { NodeFiles } from './node-files.ts';
import { projectFileName } from './projects.ts';

/** What is to be linted: a folder that holds a server's files, or one file of it or of none. */
export interface Job {
  readonly folder: Uri;
  /** Only what concerns this file is asked for. */
  readonly file?: Uri;
}

const skipped = new Set(['node_modules/', '.git/', '.hg/', '.svn/']);

/**
 * Every folder below `folder`, itself included, that holds configuration; in the order of their names. Links to folders
 * are not followed: they lead to what is found elsewhere, or round in circles. Files that a server found before includes
 * belong to that server and make none of their own.
 */
function* walk(files: NodeFiles, folder: Uri, included: ReadonlySet<Uri>): Generator<Job> {
  const names = [...files.listNow(folder)].sort();
  const folders = [...files.ownFoldersNow(folder)].sort();
  const isOwn = (name: string) => configurationFileNames.includes(name) && !included.has(childOf(folder, name));
  if (names.some(isOwn)) yield { folder };
  for (const name of names) if (isTemplateOfOurs(name)) yield { folder, file: childOf(folder, name) };
  for (const name of folders) {
    if (!skipped.has(name)) yield* walk(files, childOf(folder, name.slice(0, -1)), included);
  }
}

/** A path of the command line as the readers want it: forward slashes, none at the end. */
function asUri(path: string): Uri {
  const slashes = process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
  return slashes.length > 1 ? slashes.replace(/\/+$/, '') || '/' : slashes;
}

/**
 * What the paths of the command line stand for (a project file stands for its folder), found one after another; a path
 * that does not exist is named. `included` may grow meanwhile.
 */
export function* findServers(
  files: NodeFiles,
  paths: readonly string[],
  included: ReadonlySet<Uri>,
): Generator<Job | { readonly missing: string }> {
  for (const path of paths) {
    const uri = asUri(path);
    const found = statSync(uri, { throwIfNoEntry: false });
    if (!found) yield { missing: path };
    else if (found.isDirectory()) yield* walk(files, uri, included);
    else if (nameOf(uri) === projectFileName) yield* walk(files, parentOf(uri), included);
    else yield { folder: parentOf(uri), file: uri.includes('/') ? uri : `./${uri}` };
  }
}
