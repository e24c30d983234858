import { readFileSync, statSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';

/** What the file system says of a path. */
interface FileFacts {
  readonly kind: 'file' | 'socket' | 'other';
  /** Permission bits, such as 0o600. */
  readonly mode: number;
  /** User id of the owner. */
  readonly owner: number;
}

/** All that libpq asks of the machine it runs on. Tests make one of their own. */
export interface ConnectWorld {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeFolder: string;
  /** The user of the operating system: libpq's default role. */
  readonly userName: string;
  readonly platform: NodeJS.Platform;
  /** Undefined: there is no such file, or it may not be read. */
  readFile(path: string): string | undefined;
  /** Links are followed; undefined: nothing is there. */
  facts(path: string): FileFacts | undefined;
}

function attempt<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}

function factsOf(path: string): FileFacts {
  const stat = statSync(path);
  const kind = stat.isFile() ? 'file' : stat.isSocket() ? 'socket' : 'other';
  return { kind, mode: stat.mode & 0o777, owner: stat.uid };
}

/** The machine this process runs on, as of now. */
export function hostWorld(): ConnectWorld {
  return {
    env: process.env,
    homeFolder: homedir(),
    userName: attempt(() => userInfo().username) ?? process.env['USER'] ?? 'postgres',
    platform: process.platform,
    readFile: (path) => attempt(() => readFileSync(path, 'utf8')),
    facts: (path) => attempt(() => factsOf(path)),
  };
}

/** A file of the user that libpq looks for by itself: in `~/.postgresql`, on Windows in `%APPDATA%\postgresql`. */
export function userFile(world: ConnectWorld, name: string): string {
  return world.platform === 'win32' ? windowsFile(world, name) : join(world.homeFolder, '.postgresql', name);
}

/** A file in `%APPDATA%\postgresql`. */
export function windowsFile({ env, homeFolder }: ConnectWorld, name: string): string {
  return `${env['APPDATA'] ?? `${homeFolder}\\AppData\\Roaming`}\\postgresql\\${name}`;
}
