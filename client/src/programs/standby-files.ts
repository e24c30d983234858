import { access, appendFile, chown, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ConfEntry,
  escapeConfValue,
  mapConfValue,
  parseConf,
  quoteValue,
  setConninfoKeyword,
} from '../../../core/src/index.ts';
import type { NodeParameters } from '../connect/node-parameters.ts';
import { hbaText } from '../live/hba-text.ts';
import { notBelowPrimary } from '../live/not-below-primary.ts';
import type { SeenServer } from '../live/server-look.ts';
import { passfileText } from './passfile-on-loan.ts';
import type { ProgramWorld } from './program-world.ts';

/** A standby to be, on this machine. */
export interface StandbySettings {
  readonly folder: string;
  /** Its application_name and cluster_name. */
  readonly name: string;
  readonly port: number;
}

/** Whether there is a file or folder. */
export async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function give(path: string, { runAs }: ProgramWorld): Promise<void> {
  if (runAs) await chown(path, runAs.uid, runAs.gid);
}

function settingLine(seen: SeenServer, name: string): string {
  const value = seen.settings.get(name)?.value;
  return value === undefined ? '' : `${name} = ${quoteValue(value)}\n`;
}

/** Debian keeps the files elsewhere, and a backup then holds none: what a start needs is made of what the primary told. */
async function writeMissingFiles(world: ProgramWorld, { folder }: StandbySettings, seen: SeenServer): Promise<void> {
  const conf = join(folder, 'postgresql.conf');
  if (!(await isThere(conf))) {
    const head =
      '# The primary keeps its configuration outside its data directory: what a standby of it needs is in postgresql.auto.conf.\n';
    await writeFile(conf, head, { mode: 0o600 });
    await give(conf, world);
  }
  const hba = join(folder, 'pg_hba.conf');
  if (await isThere(hba)) return;
  const local =
    'local all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\nhost all all ::1/128 scram-sha-256\n';
  await writeFile(hba, seen.hbaRules && seen.hbaRules.length > 0 ? hbaText(seen.hbaRules) : local, { mode: 0o600 });
  await give(hba, world);
}

function lastNamed(text: string, name: string): ConfEntry | undefined {
  return parseConf(text).entries.findLast((entry) => entry.name.toLowerCase() === name);
}

/** The path of the passfile that a standby may have beside its data directory. */
export function standbyPassfile({ folder }: StandbySettings): string {
  return `${folder}.passfile`;
}

/** Lets the standby find its password: in a file of mode 0600 that its primary_conninfo names. */
async function nameWithPassfile(
  world: ProgramWorld,
  standby: StandbySettings,
  password: string,
  upstream: NodeParameters,
) {
  const path = standbyPassfile(standby);
  await writeFile(path, passfileText(upstream, password), { mode: 0o600 });
  await give(path, world);
  for (const name of ['postgresql.auto.conf', 'recovery.conf']) {
    const file = join(standby.folder, name);
    const text = await readFile(file, 'utf8').catch(() => '');
    const entry = lastNamed(text, 'primary_conninfo');
    if (!entry) continue;
    const { start, end } = entry.valueRange;
    const conninfo = setConninfoKeyword(mapConfValue(text.slice(start, end)).value, 'passfile', path);
    await writeFile(file, `${text.slice(0, start)}'${escapeConfValue(conninfo)}'${text.slice(end)}`);
    return;
  }
}

/** The folder of a build may belong to somebody else; its own always can be written to. A socket's path is short. */
function socketFolder({ platform }: ProgramWorld, { folder }: StandbySettings): string {
  if (platform === 'win32') return '';
  return `unix_socket_directories = ${quoteValue(Buffer.byteLength(folder) > 80 ? '' : folder)}\n`;
}

/** Whether the backup brought the line that sets a parameter along. */
function cameAlong({ settings, identity: { dataDirectory } }: SeenServer, name: string): boolean {
  const { source, file } = settings.get(name) ?? {};
  if (source === undefined || source === 'default') return true;
  return file !== undefined && dataDirectory !== undefined && file.startsWith(`${dataDirectory}/`);
}

/** What the primary was told on its command line, or in files elsewhere, and the standby must not have lower. */
function unseenSettings(seen: SeenServer): string {
  const names = notBelowPrimary(seen.identity.major).filter((name) => !cameAlong(seen, name));
  return names.map((name) => settingLine(seen, name)).join('');
}

/** Where it listens: a primary of another machine may name addresses that this one does not have. */
function listening({ settings }: SeenServer): string {
  const listens = (settings.get('listen_addresses')?.value ?? 'localhost').split(',').map((it) => it.trim());
  const isHere = listens.some((it) => ['*', '0.0.0.0', 'localhost', '127.0.0.1'].includes(it));
  return isHere ? '' : "listen_addresses = 'localhost'\n";
}

/**
 * Places that the copied postgresql.conf names are those of the primary. With its `data_directory` the copy would start there,
 * if anywhere: that line becomes a comment. Returns the lines that give it record files of its own, where it has them.
 */
async function takeOwnPlaces(
  { folder }: StandbySettings,
  { identity: { dataDirectory } }: SeenServer,
): Promise<string> {
  const conf = join(folder, 'postgresql.conf');
  const text = await readFile(conf, 'utf8');
  const { entries } = parseConf(text);
  const called = (wanted: string) => entries.filter(({ name }) => name.toLowerCase() === wanted);
  const foreign = called('data_directory').map(({ nameRange }) => nameRange.start);
  const commented = foreign.toReversed().reduce((now, at) => `${now.slice(0, at)}#${now.slice(at)}`, text);
  if (commented !== text) await writeFile(conf, commented);
  return ['hba_file', 'ident_file']
    .flatMap((name) => {
      const file = called(name).at(-1)?.value;
      if (dataDirectory === undefined || !file?.startsWith(`${dataDirectory}/`)) return [];
      return [`${name} = ${quoteValue(folder + file.slice(dataDirectory.length))}\n`];
    })
    .join('');
}

/**
 * Gives a fresh backup what makes it this standby: its own port and name, files that it lacks, and its password if `password`
 * is given. postgresql.auto.conf takes them, since nothing overrides it.
 */
export async function configureStandby(
  world: ProgramWorld,
  standby: StandbySettings,
  seen: SeenServer,
  passfile: { readonly password: string; readonly upstream: NodeParameters } | undefined,
): Promise<void> {
  await writeMissingFiles(world, standby, seen);
  const places = await takeOwnPlaces(standby, seen);
  const sockets = socketFolder(world, standby);
  const own = `port = ${standby.port}\ncluster_name = ${quoteValue(standby.name)}\nhot_standby = on\n${sockets}${listening(seen)}${places}${unseenSettings(seen)}`;
  await appendFile(join(standby.folder, 'postgresql.auto.conf'), own);
  if (passfile) await nameWithPassfile(world, standby, passfile.password, passfile.upstream);
}
