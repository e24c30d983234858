import { readFile } from 'node:fs/promises';

/**
 * The user `nobody` where we are root (containers): servers refuse to run as root. Undefined where we are somebody else, or
 * there is no such user.
 */
export async function unprivileged(): Promise<{ readonly uid: number; readonly gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const [, uid, gid] = /^nobody:[^:]*:([0-9]+):([0-9]+):/m.exec(users) ?? [];
  return uid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}
