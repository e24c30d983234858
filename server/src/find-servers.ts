import { childOf, type Files, type Uri } from '../../core/src/index.ts';

/** Folders looked into at most; a workspace with more of them is not searched to its end. */
const mostFolders = 3000;
const deepest = 8;
const passedOver =
  /^(?:\.git|\.svn|\.hg|node_modules|\.venv|target|dist|build|base|global|pg_wal|pg_xact|pg_tblspc)\/$/;

/** Any of these makes a folder a server's. */
const marks = ['postgresql.conf', 'postgresql.auto.conf', 'recovery.conf', 'pg_hba.conf', 'standby.signal'];

/** The folders at and below `root` that hold a server's files, and those that were `named`, in no order. */
export async function findServerFolders(files: Files, root: Uri, named: Iterable<Uri>): Promise<readonly Uri[]> {
  const found = new Set(named);
  let level: readonly Uri[] = [root];
  let left = mostFolders;
  for (let depth = 0; depth < deepest && level.length > 0 && left > 0; depth++) {
    const looked = level.slice(0, left);
    left -= looked.length;
    const names = await Promise.all(looked.map((folder) => files.list(folder)));
    const next: Uri[] = [];
    for (const [at, folder] of looked.entries()) {
      const inside = names[at] ?? [];
      if (marks.some((name) => inside.includes(name))) found.add(folder);
      for (const name of inside) {
        if (name.endsWith('/') && !passedOver.test(name)) next.push(childOf(folder, name.slice(0, -1)));
      }
    }
    level = next;
  }
  return [...found];
}
