import { posix, win32 } from 'node:path';
import { missingProgram } from './missing-program.ts';
import type { ProgramWorld } from './program-world.ts';
import { runProgram } from './run-program.ts';

/** PostgreSQL's programs that tasks run. */
export type ProgramName =
  | 'pg_basebackup'
  | 'pg_receivewal'
  | 'pg_verifybackup'
  | 'pg_combinebackup'
  | 'pg_rewind'
  | 'pg_createsubscriber'
  | 'pg_ctl';

/** A program that was found and says what it is. */
export interface ClientProgram {
  readonly name: ProgramName;
  readonly path: string;
  readonly major: number;
  readonly minor: number;
}

/** Which major fits a server or data directory of `major`. */
export interface ProgramNeed {
  readonly major: number;
  /** `atLeast`: the newest that is not older; `same`: of this major only. */
  readonly fit: 'atLeast' | 'same';
  /** Take the same major if it is there: -R of a newer one writes keywords that an older libpq refuses. */
  readonly prefersSame?: boolean;
}

const versionDeadline = 5000;

/** Places where packages put the programs of each major: a folder, a pattern for names in it, and the rest of the path. */
interface Place {
  readonly folder: string;
  readonly pattern: RegExp;
  readonly rest: string;
}

function placesOf(world: ProgramWorld): readonly Place[] {
  const numbered = /^\d+(\.\d+)?$/;
  const keg = /^(?:postgresql(?:@\d+)?|libpq)$/;
  if (world.platform === 'win32') {
    const roots = [world.env['ProgramFiles'], world.env['ProgramW6432'], world.env['ProgramFiles(x86)']];
    return [...new Set(roots)].flatMap((root) =>
      root ? [{ folder: win32.join(root, 'PostgreSQL'), pattern: numbered, rest: 'bin' }] : [],
    );
  }
  const brews = ['/opt/homebrew', '/usr/local', '/home/linuxbrew/.linuxbrew'];
  const kegs = brews.map((prefix) => ({ folder: `${prefix}/opt`, pattern: keg, rest: 'bin' }));
  if (world.platform === 'darwin')
    return [
      ...kegs,
      { folder: '/Applications/Postgres.app/Contents/Versions', pattern: numbered, rest: 'bin' },
      { folder: '/Library/PostgreSQL', pattern: numbered, rest: 'bin' },
    ];
  return [
    { folder: '/usr/lib/postgresql', pattern: numbered, rest: 'bin' },
    { folder: '/usr', pattern: /^pgsql-\d+$/, rest: 'bin' },
    { folder: '/usr/local/pgsql', pattern: /^bin$/, rest: '' },
    { folder: '/opt', pattern: /^postgresql-?\d+$/, rest: 'bin' },
    ...kegs,
  ];
}

async function packagedFolders(world: ProgramWorld): Promise<readonly string[]> {
  const paths = world.platform === 'win32' ? win32 : posix;
  const found = placesOf(world).map(async ({ folder, pattern, rest }) => {
    const names = await world.listFolder(folder);
    return names.filter((name) => pattern.test(name)).map((name) => paths.join(folder, name, rest));
  });
  return (await Promise.all(found)).flat();
}

/** Finds programs; what a program says of its version is asked once. */
export class ProgramFinder {
  readonly #world: ProgramWorld;
  readonly #asked = new Map<string, Promise<ClientProgram | undefined>>();

  constructor(world: ProgramWorld) {
    this.#world = world;
  }

  /**
   * The program that fits best. The setting's folder of the wanted major comes first, then the newest, packaged ones
   * before those of the path. A string: there is none, and how to install it.
   */
  async find(name: ProgramName, need: ProgramNeed): Promise<ClientProgram | string> {
    const all = await this.all(name);
    const fits = all.filter(({ major }) => (need.fit === 'same' ? major === need.major : major >= need.major));
    const same = fits.find(({ major }) => major === need.major);
    const { folders } = this.#world;
    if (same && (need.prefersSame || folders[String(need.major)] !== undefined)) return same;
    return fits[0] ?? (await missingProgram(this.#world, name, need, all));
  }

  /** Every copy of a program on this machine, newest first; of equal ones the setting's, then packaged, then the path's. */
  async all(name: ProgramName): Promise<readonly ClientProgram[]> {
    const world = this.#world;
    const paths = world.platform === 'win32' ? win32 : posix;
    const onPath = (world.env['PATH'] ?? world.env['Path'] ?? '').split(paths.delimiter);
    const folders = [...Object.values(world.folders), ...(await packagedFolders(world)), ...onPath];
    const absolute = [...new Set(folders.filter((folder) => paths.isAbsolute(folder)))];
    const file = world.platform === 'win32' ? `${name}.exe` : name;
    const asked = await Promise.all(absolute.map((folder) => this.#ask(name, paths.join(folder, file))));
    return asked
      .filter((program) => program !== undefined)
      .toSorted((left, right) => {
        const chosen = Number(isChosen(world, right)) - Number(isChosen(world, left));
        return right.major - left.major || chosen || right.minor - left.minor;
      });
  }

  #ask(name: ProgramName, path: string): Promise<ClientProgram | undefined> {
    const asked = this.#asked.get(path) ?? askVersion(this.#world, name, path);
    this.#asked.set(path, asked);
    return asked;
  }
}

/** Whether the setting names the folder of this program for this very major. */
function isChosen({ folders }: ProgramWorld, { path, major }: ClientProgram): boolean {
  const folder = folders[String(major)];
  return folder !== undefined && path.startsWith(folder);
}

async function askVersion(world: ProgramWorld, name: ProgramName, path: string): Promise<ClientProgram | undefined> {
  if (!(await world.isProgram(path))) return undefined;
  const signal = AbortSignal.timeout(versionDeadline);
  const { code, lines } = await runProgram(world, { program: path, arguments: ['--version'], signal, grace: 0 });
  // `pg_basebackup (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`, `… 19rc1`
  const [, major, minor] = /\(PostgreSQL\) (\d+)(?:\.(\d+))?/.exec(lines.join('\n')) ?? [];
  if (code !== 0 || major === undefined) return undefined;
  return { name, path, major: Number(major), minor: Number(minor ?? 0) };
}
