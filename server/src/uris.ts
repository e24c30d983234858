import { childOf, parentOf, type Uri } from '../../core/src/index.ts';

const parts = /^([a-z][a-z0-9+.-]+:\/\/[^/]*)(\/.*)?$/i;

/**
 * One spelling of a URI, that of `childOf`: clients differ in which characters they write in percent form. A URI of another
 * shape (`untitled:x`) stays as it is.
 */
export function normalUri(uri: Uri): Uri {
  const [, root, path = ''] = parts.exec(uri) ?? [];
  if (root === undefined) return uri;
  const decoded = path.split('/').map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
  return root + decoded.map(encodeURIComponent).join('/');
}

/** Whether a place is a folder or lies in it. */
export function isInside(uri: Uri, folder: Uri): boolean {
  return uri === folder || uri.startsWith(childOf(folder, ''));
}

/** The folder, the one above it, and so on: at most `count`, none above `root`. */
export function foldersUpwards(folder: Uri, count: number, root: Uri | undefined): readonly Uri[] {
  const found: Uri[] = [];
  for (let at = folder; found.length < count; at = parentOf(at)) {
    if (root !== undefined && !isInside(at, root)) break;
    found.push(at);
    if (parentOf(at) === at || !/[^/:]\/[^/]*$/.test(at)) break;
  }
  return found;
}
