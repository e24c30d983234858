/**
 * Where a text lives: a URI (`file:///etc/x.conf`, `vscode-vfs://github/o/r/x.conf`) in the editor, a path with
 * forward slashes on the command line. Opaque but for the functions below.
 */
export type Uri = string;

const scheme = /^[a-z][a-z0-9+.-]+:\/\/[^/]*/i;

function encode(uri: Uri, path: string): string {
  return scheme.test(uri) ? path.split('/').map(encodeURIComponent).join('/') : path;
}

/** The folder that holds `uri`, without a slash at its end (`.` for a bare file name). */
export function parentOf(uri: Uri): Uri {
  const slash = uri.lastIndexOf('/');
  if (slash < 0) return '.';
  return slash === 0 ? '/' : uri.slice(0, slash);
}

/** The last part of a URI, decoded: a file's name. */
export function nameOf(uri: Uri): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  return scheme.test(uri) ? decode(name) : name;
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** The names of an absolute path from its root on, decoded; none of a relative one. */
export function namesAlong(uri: Uri): readonly string[] {
  const root = scheme.exec(uri)?.[0];
  if (root === undefined && !isAbsolutePath(uri)) return [];
  const names = uri
    .slice(root?.length ?? 0)
    .split(/[\\/]/)
    .filter((name) => name !== '');
  // Drives are named in either case.
  return (root === undefined ? names : names.map(decode)).map((name) =>
    /^[a-z]:$/i.test(name) ? name.toLowerCase() : name,
  );
}

/** `name` inside `folder`. */
export function childOf(folder: Uri, name: string): Uri {
  return folder.endsWith('/') ? folder + encode(folder, name) : `${folder}/${encode(folder, name)}`;
}

/** Whether a path as written in a configuration file is absolute (POSIX or Windows with a drive). */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || /^[a-z]:[\\/]/i.test(path);
}

/** The place that `path`, as written in the file `from`, means: relative paths start at the folder of `from`. */
export function resolvePath(from: Uri, path: string): Uri {
  const root = scheme.exec(from)?.[0] ?? '';
  if (isAbsolutePath(path)) return root + encode(from, path.startsWith('/') ? path : `/${path}`);
  const base = parentOf(from).slice(root.length);
  const parts = base === '' ? [] : base.split('/');
  for (const part of path.split('/')) {
    const last = parts.at(-1);
    if (part === '..' && last !== undefined && last !== '..' && last !== '.' && last !== '') parts.pop();
    else if (part !== '.' && part !== '') parts.push(encode(from, part));
  }
  return root + parts.join('/');
}
