import type { Files } from '../../core/src/text/files.ts';

/** A world of files from a table of path to text; folders are what the paths imply. */
export function inMemoryFiles(texts: Readonly<Record<string, string>> | ReadonlyMap<string, string>): Files {
  const files = new Map(texts instanceof Map ? texts : Object.entries(texts));
  return {
    read: async (uri) => files.get(uri),
    list: async (folder) => [...new Set([...files.keys()].flatMap((path) => nameInside(folder, path)))],
  };
}

/** The entry of `folder` through which `path` is reached: a file's name, or a folder's with a slash. */
function nameInside(folder: string, path: string): readonly string[] {
  const prefix = folder === '.' ? '' : `${folder}/`;
  if (!path.startsWith(prefix) || path === prefix) return [];
  const [first = '', ...below] = path.slice(prefix.length).split('/');
  return [below.length > 0 ? `${first}/` : first];
}
