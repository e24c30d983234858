import { chown, lstat, mkdir, readdir, rm, rmdir, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ProgramWorld } from './program-world.ts';

/** What a folder was before a program wrote into it. */
export interface FolderBefore {
  readonly path: string;
  /** `other`: there is something in it, or it is no folder. */
  readonly state: 'absent' | 'empty' | 'other';
  /** The nearest folder above that was there. */
  readonly parent: string;
}

async function nearestFolder(path: string): Promise<string> {
  const parent = dirname(path);
  if (parent === path) return path;
  const found = await lstat(parent).catch(() => undefined);
  return found ? parent : nearestFolder(parent);
}

/** Looks at a folder that is to be written. */
export async function folderBefore(path: string): Promise<FolderBefore> {
  const parent = await nearestFolder(path);
  const found = await lstat(path).catch(() => undefined);
  if (!found) return { path, state: 'absent', parent };
  const names = await readdir(path).catch(() => undefined);
  return { path, state: names?.length === 0 ? 'empty' : 'other', parent };
}

/** Free bytes where a folder is or will be; undefined: the system does not say. */
export async function freeSpace({ path, state, parent }: FolderBefore): Promise<number | undefined> {
  const space = await statfs(state === 'absent' ? parent : path).catch(() => undefined);
  return space && space.bavail * space.bsize;
}

/** Folders on one file system share its free space. */
export async function fileSystemOf({ path, state, parent }: FolderBefore): Promise<number | undefined> {
  return (await stat(state === 'absent' ? parent : path).catch(() => undefined))?.dev;
}

/** Makes the folder if it is absent, with its parents, for the user that programs run as. */
export async function makeFolder(path: string, { runAs }: ProgramWorld): Promise<void> {
  const made = await mkdir(path, { recursive: true, mode: 0o700 });
  if (made === undefined || !runAs) return;
  for (let at = path; at.length >= made.length; at = dirname(at)) await chown(at, runAs.uid, runAs.gid);
}

/** Removes the folders above that were not there before and are empty now. */
async function removeParents(path: string, stop: string): Promise<void> {
  if (path === stop || path === dirname(path)) return;
  try {
    await rmdir(path);
  } catch {
    return;
  }
  await removeParents(dirname(path), stop);
}

/**
 * Puts a folder back to what it was: absent or empty. What was there before is never touched: a folder in state `other` is
 * left alone. Links inside are removed, not followed.
 */
export async function restoreFolder({ path, state, parent }: FolderBefore): Promise<void> {
  if (state === 'other') return;
  if (state === 'absent') {
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
    await removeParents(dirname(path), parent);
    return;
  }
  const names = await readdir(path).catch(() => []);
  for (const name of names) await rm(join(path, name), { recursive: true, force: true, maxRetries: 3 });
}
