import { constants } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';

/** What finding and running programs sees of this machine; tests hand in another one. */
export interface ProgramWorld {
  /** As `process.platform`. */
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly temporaryFolder: string;
  /** The setting `pgReplication.programs`: folders by major. */
  readonly folders: Readonly<Record<string, string>>;
  /** The names in a folder; [] if it cannot be read. */
  listFolder(path: string): Promise<readonly string[]>;
  /** Whether a file is there and may be run. */
  isProgram(path: string): Promise<boolean>;
  /** Programs run as this user; undefined: as who we are. Servers refuse root, tests often are root. */
  readonly runAs?: { readonly uid: number; readonly gid: number };
}

/** The machine we run on. */
export function hostProgramWorld(folders: Readonly<Record<string, string>>): ProgramWorld {
  return {
    platform: process.platform,
    env: process.env,
    temporaryFolder: tmpdir(),
    folders,
    listFolder: (path) => readdir(path).catch(() => []),
    isProgram: (path) =>
      access(path, constants.X_OK).then(
        () => true,
        () => false,
      ),
  };
}
