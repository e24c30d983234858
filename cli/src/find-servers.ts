import { statSync } from 'node:fs';
import { childOf, configurationFileNames, parentOf, type Uri } from '../../core/src/index.ts';
import type { NodeFiles } from './node-files.ts';

/** What is to be linted: a folder that holds a server's files, or one file of it or of none. */
export interface Job {
  readonly folder: Uri;
  /** Only what concerns this file is asked for. */
  readonly file?: Uri;
}

const skipped = new Set(['node_modules/', '.git/', '.hg/', '.svn/']);

/** Every folder below `folder`, itself included, that holds configuration; in the order of their names. */
function* walk(files: NodeFiles, folder: Uri): Generator<Job> {
  const names = [...files.listNow(folder)].sort();
  if (names.some((name) => configurationFileNames.includes(name))) yield { folder };
  for (const name of names) {
    if (name.endsWith('/') && !skipped.has(name)) yield* walk(files, childOf(folder, name.slice(0, -1)));
  }
}

/** A path of the command line as the readers want it: forward slashes, none at the end. */
function asUri(path: string): Uri {
  const slashes = process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
  return slashes.length > 1 ? slashes.replace(/\/+$/, '') || '/' : slashes;
}

/** What the paths of the command line stand for, found one after another; a path that does not exist is named. */
export function* findServers(
  files: NodeFiles,
  paths: readonly string[],
): Generator<Job | { readonly missing: string }> {
  for (const path of paths) {
    const uri = asUri(path);
    const found = statSync(uri, { throwIfNoEntry: false });
    if (!found) yield { missing: path };
    else if (found.isDirectory()) yield* walk(files, uri);
    else yield { folder: parentOf(uri), file: uri.includes('/') ? uri : `./${uri}` };
  }
}
