import { namesAlong, type Uri } from '../text/uri.ts';

/** Whether what stands at an absolute path of this machine is what the server would find there. */
export type Reach = (target: Uri) => boolean;

/** What is known of where a server's files lie. */
export interface Place {
  /** Their folder, as an absolute path or URI; a relative one tells nothing. */
  readonly folder: Uri;
  /** Whether it is a data directory: nobody keeps a copy of one. */
  readonly isDataDirectory: boolean;
  /** The folders that the user has open. */
  readonly roots: readonly Uri[];
}

/** Where servers have their files, and repositories are not. */
const ofServers: readonly (readonly string[])[] = [['etc'], ['var', 'lib', 'postgresql'], ['var', 'lib', 'pgsql']];

/** Folders that all machines have, for whatever: two paths below one of them need not belong together. */
const common = /^(?:home|opt|srv|var|lib|mnt|media|tmp|usr|Users|Volumes|private|[a-z]:)$/i;

function startsWith(names: readonly string[], start: readonly string[]): boolean {
  return start.length > 0 && start.every((name, at) => names[at] === name);
}

/**
 * Which absolute paths of a server's files may be looked up on this machine. A repository is a copy of files of another
 * machine, where something else may stand at the path: of it only what lies in the same repository. Files at the places of
 * servers are no copy: theirs are all.
 */
export function reachOf({ folder, isDataDirectory, roots }: Place): Reach {
  const own = namesAlong(folder);
  if (isDataDirectory || ofServers.some((start) => startsWith(own, start))) return () => true;
  const open = roots.map(namesAlong);
  const ownPart = own.slice(0, own.findIndex((name) => !common.test(name)) + 1);
  const around = open.some((root) => startsWith(own, root)) ? open : [ownPart];
  return (target) => {
    const names = namesAlong(target);
    return around.some((start) => startsWith(names, start));
  };
}
