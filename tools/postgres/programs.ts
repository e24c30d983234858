import { chmodSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Major, majors } from '../../core/src/catalog/parameter.ts';

const here = dirname(fileURLToPath(import.meta.url));

/** Where the programs of one major are. */
export interface Programs {
  readonly major: Major;
  readonly postgres: string;
  /** The server program itself: `postgres` may be a wrapper around it. */
  readonly server: string;
  readonly initdb: string;
  /** The folder of samples and time zone sets. */
  readonly share: string;
  /** Further arguments of initdb: an unpacked build does not find its own share folder. */
  readonly initdbArguments: readonly string[];
}

function fromPackage(major: Major): Programs | undefined {
  const native = join(here, 'node_modules', `pg${major}`, 'native');
  if (!existsSync(join(native, 'bin', 'postgres'))) return undefined;
  makeReady(native);
  return {
    major,
    postgres: join(native, 'bin', 'postgres'),
    server: join(native, 'bin', 'postgres'),
    initdb: join(native, 'bin', 'initdb'),
    share: join(native, 'share', 'postgresql'),
    initdbArguments: [],
  };
}

/** npm keeps neither run bits nor links: set the first, make the second as the package lists them. */
export function makeReady(native: string): void {
  for (const program of readdirSync(join(native, 'bin'))) chmodSync(join(native, 'bin', program), 0o755);
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: readonly { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

/** Where `unpack.ts` puts a major, or the variable `PGMAJOR_UNPACKED` says it is. */
function unpackedRoot(major: Major): string {
  return process.env[`PG${major}_UNPACKED`] ?? join(here, 'unpacked', String(major));
}

function fromUnpacked(major: Major): Programs | undefined {
  const root = unpackedRoot(major);
  const bin = join(root, 'usr/lib/postgresql', String(major), 'bin');
  if (!existsSync(join(bin, 'postgres'))) return undefined;
  const share = join(root, 'usr/share/postgresql', String(major));
  return {
    major,
    postgres: join(bin, 'postgres'),
    server: join(bin, 'postgres.real'),
    initdb: join(bin, 'initdb'),
    share,
    initdbArguments: ['-L', share],
  };
}

/** The programs of a major; undefined where they are not installed (`npm ci` in this folder, or `unpack.ts` for 19). */
export function programsOf(major: Major): Programs | undefined {
  return fromPackage(major) ?? fromUnpacked(major);
}

/**
 * The folder with every program of a major, the clients too (pg_basebackup, psql …): Debian's package where it is
 * installed, else what `unpack.ts` has unpacked. Undefined where neither is.
 */
export function fullProgramsOf(major: Major): string | undefined {
  const inside = join('usr/lib/postgresql', String(major), 'bin');
  return [join('/', inside), join(unpackedRoot(major), inside)].find((bin) => existsSync(join(bin, 'pg_basebackup')));
}

/** The majors to put questions to: those installed, narrowed by the environment variable PG_MAJORS (`10,18`). */
export function installedMajors(): readonly Major[] {
  const wanted = process.env['PG_MAJORS']?.split(',').map(Number);
  return majors.filter((major) => (wanted === undefined || wanted.includes(major)) && programsOf(major) !== undefined);
}

/** Whether the tests of a major are to be skipped, and the reason for it: for the options of a suite. */
export function skipMajor(major: Major): string | false {
  return !installedMajors().includes(major) && `POSTGRESQL ${major} IS NOT INSTALLED (node tools/postgres/install.mjs)`;
}
