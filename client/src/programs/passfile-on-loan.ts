import { chown, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NodeParameters } from '../connect/node-parameters.ts';
import { guardAgainstDeath } from './host-guard.ts';
import type { ProgramWorld } from './program-world.ts';
import { isAlive } from './server-process.ts';

/** A passfile that exists only while a program needs it. */
export interface LentPassfile {
  readonly path: string;
  /** Removes it; a second time does nothing. */
  giveBack(): Promise<void>;
}

const folderName = 'pg-replication-pass-';

/**
 * Removes what processes have left that died together with their guard, as in a power failure. Never throws: what cannot be
 * removed belongs to somebody else.
 */
export async function sweepPassfiles({ temporaryFolder }: Pick<ProgramWorld, 'temporaryFolder'>): Promise<void> {
  const names = await readdir(temporaryFolder).catch(() => []);
  for (const name of names) {
    const owner = name.startsWith(folderName) ? Number.parseInt(name.slice(folderName.length), 10) : Number.NaN;
    if (Number.isNaN(owner) || isAlive(owner)) continue;
    await rm(join(temporaryFolder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function field(text: string): string {
  return text.replace(/[\\:]/g, '\\$&');
}

/**
 * The lines of a passfile for one server. Any database: a replication connection asks for `replication`, a newer
 * pg_basebackup for the database of its connection string. libpq looks for `localhost` where the host is its own default
 * folder of sockets, which differs between builds.
 */
export function passfileText({ host, hostaddr, port, user }: NodeParameters, password: string): string {
  const hosts = host.startsWith('/') || host.startsWith('@') ? [host, 'localhost'] : [host || (hostaddr ?? '')];
  return hosts.map((each) => `${field(each)}:${port}:*:${field(user)}:${field(password)}\n`).join('');
}

/**
 * Writes a password into a passfile of mode 0600 in a folder of its own. Throws where the folder cannot be made, or the
 * password cannot stand in a passfile.
 */
export async function lendPassfile(
  world: ProgramWorld,
  server: NodeParameters,
  password: string,
): Promise<LentPassfile> {
  if (/[\r\n\0]/.test(password)) throw new Error('A password with a line break cannot be handed to a program.');
  const folder = await mkdtemp(join(world.temporaryFolder, `${folderName}${process.pid}-`));
  const before = { path: folder, state: 'absent', parent: world.temporaryFolder } as const;
  const guard = guardAgainstDeath({ kind: 'folder', before });
  const giveBack = async () => {
    await rm(folder, { recursive: true, force: true });
    guard.release();
  };
  try {
    const path = join(folder, 'passfile');
    await writeFile(path, passfileText(server, password), { mode: 0o600, flag: 'wx' });
    const { runAs } = world;
    if (runAs) for (const each of [path, folder]) await chown(each, runAs.uid, runAs.gid);
    return { path, giveBack };
  } catch (error) {
    await giveBack();
    throw error;
  }
}
