import { join } from 'node:path';
import * as l10n from '../l10n.ts';
import { ConnectError } from './session.ts';
import { type ConnectWorld, windowsFile } from './world.ts';

/** One group of a service file. */
export interface Service {
  readonly name: string;
  readonly file: string;
  /** By keyword; where a keyword is written twice libpq goes by the first. */
  readonly values: ReadonlyMap<string, string>;
}

/** A line that is neither empty nor a comment, without the blanks around it. */
interface Line {
  readonly number: number;
  readonly text: string;
}

/** Where packages put the file of the whole machine; a libpq knows only the folder it was built with. */
const systemFolders = ['/etc/postgresql-common', '/etc/sysconfig/pgsql', '/usr/local/etc', '/opt/homebrew/etc', '/etc'];

/** The service files of a machine, the user's first; only those that are there. */
function serviceFiles(world: ConnectWorld, named: string | undefined): readonly string[] {
  const { env, platform, homeFolder } = world;
  const own = platform === 'win32' ? windowsFile(world, '.pg_service.conf') : join(homeFolder, '.pg_service.conf');
  const folders = env['PGSYSCONFDIR'] ? [env['PGSYSCONFDIR']] : platform === 'win32' ? [] : systemFolders;
  const files = [named || env['PGSERVICEFILE'] || own, ...folders.map((folder) => join(folder, 'pg_service.conf'))];
  return files.filter((file) => world.facts(file) !== undefined);
}

function linesOf(text: string): readonly Line[] {
  return text
    .split('\n')
    .map((line, index) => ({ number: index + 1, text: line.trim() }))
    .filter((line) => line.text !== '' && !line.text.startsWith('#'));
}

/** The lines of the first group of that name; undefined: there is none. */
function groupOf(lines: readonly Line[], name: string): readonly Line[] | undefined {
  const start = lines.findIndex((line) => line.text.startsWith(`[${name}]`));
  if (start < 0) return undefined;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.text.startsWith('['));
  return end < 0 ? rest : rest.slice(0, end);
}

function refuse(file: string, { number }: Line, why: string): ConnectError {
  return new ConnectError('configuration', l10n.t('Line {0} of the service file {1} {2}.', number, file, why));
}

/** The values of a group, written `keyword=value` without quotes or blanks around the equals sign. */
function valuesOf(lines: readonly Line[], file: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of lines) {
    if (line.text.startsWith('ldap'))
      throw refuse(file, line, l10n.t('asks an LDAP server, which is not supported here'));
    const equals = line.text.indexOf('=');
    if (equals < 0) throw refuse(file, line, l10n.t('has no "="'));
    const keyword = line.text.slice(0, equals);
    if (/^service(?:file)?$/.test(keyword))
      throw refuse(file, line, l10n.t('names another service, which libpq refuses'));
    if (!values.has(keyword)) values.set(keyword, line.text.slice(equals + 1));
  }
  return values;
}

/**
 * The service that a connection string (`service`, `servicefile`) or `PGSERVICE` asks for. Throws `ConnectError`
 * 'configuration' where there is none or libpq could not read it (`parseServiceInfo` in fe-connect.c).
 */
export function findService(world: ConnectWorld, name: string, namedFile: string | undefined): Service {
  const files = serviceFiles(world, namedFile);
  const explicit = namedFile || world.env['PGSERVICEFILE'];
  if (explicit && !files.includes(explicit))
    throw new ConnectError('configuration', l10n.t('The service file {0} is not there.', explicit));
  for (const file of files) {
    const group = groupOf(linesOf(world.readFile(file) ?? ''), name);
    if (group) return { name, file, values: valuesOf(group, file) };
  }
  throw new ConnectError(
    'configuration',
    l10n.t('There is no service "{0}" in a service file (pg_service.conf).', name),
  );
}

/** The services of all service files of this machine, in the order in which libpq looks; [] without any. */
export function serviceNames(world: ConnectWorld): readonly { readonly name: string; readonly file: string }[] {
  const found = new Map<string, string>();
  for (const file of serviceFiles(world, undefined)) {
    for (const { text } of linesOf(world.readFile(file) ?? '')) {
      const name = /^\[([^\]]+)\]/.exec(text)?.[1];
      if (name !== undefined && !found.has(name)) found.set(name, file);
    }
  }
  return [...found].map(([name, file]) => ({ name, file }));
}
