import { rmSync } from 'node:fs';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NodeParameters } from '../connect/node-parameters.ts';
import type { ProgramWorld } from './program-world.ts';

/** A passfile that exists only while a program needs it. */
export interface LentPassfile {
  readonly path: string;
  /** Removes it; a second time does nothing. */
  giveBack(): Promise<void>;
}

/** Folders with a password that are still there: removed when this process ends. */
const lent = new Set<string>();
let watchesExit = false;

function removeAtExit(folder: string): void {
  lent.add(folder);
  if (watchesExit) return;
  watchesExit = true;
  process.once('exit', () => {
    for (const each of lent) rmSync(each, { recursive: true, force: true });
  });
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
  const folder = await mkdtemp(join(world.temporaryFolder, 'pg-replication-pass-'));
  removeAtExit(folder);
  const giveBack = async () => {
    await rm(folder, { recursive: true, force: true });
    lent.delete(folder);
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
