import { join } from 'node:path';
import * as l10n from '../l10n.ts';
import type { NodeParameters } from './node-parameters.ts';
import { type ConnectWorld, windowsFile } from './world.ts';

/** One line of a passfile. A `*` stands for everything. */
interface PassfileLine {
  /** host, port, database, user: as written, escapes taken out; `any` for a bare `*`. */
  readonly fields: readonly Field[];
  readonly password: string;
}

interface Field {
  readonly text: string;
  readonly any: boolean;
}

/** Who a line of the passfile is for, without its password. */
export interface PassfileEntry {
  readonly host: string;
  /** Undefined: any. */
  readonly port: string | undefined;
  /** Undefined: any. */
  readonly database: string | undefined;
  readonly user: string;
}

/** The folders that libpq's builds take for their own: a passfile calls them `localhost`. */
const defaultSocketFolders = ['/var/run/postgresql', '/run/postgresql', '/tmp'];

/** Where libpq looks for passwords when nothing names a file. */
export function defaultPassfile(world: ConnectWorld): string {
  return world.platform === 'win32' ? windowsFile(world, 'pgpass.conf') : join(world.homeFolder, '.pgpass');
}

/** Cuts a line at its first four colons without a backslash before them; undefined: it is no entry. */
function readLine(line: string): PassfileLine | undefined {
  const found = /^((?:\\.|[^\\:])*):((?:\\.|[^\\:])*):((?:\\.|[^\\:])*):((?:\\.|[^\\:])*):((?:\\.|[^:])*)/s.exec(line);
  if (!found || line.startsWith('#')) return undefined;
  const [, ...fields] = found.map((text) => ({ text: text.replace(/\\(.)/gs, '$1'), any: text === '*' }));
  return { fields: fields.slice(0, 4), password: fields[4]?.text ?? '' };
}

function linesOf(text: string): readonly PassfileLine[] {
  return text.split(/\r?\n/).flatMap((line) => readLine(line) ?? []);
}

/** Why libpq would leave a passfile alone; undefined: it is used, or not there. */
function warningOf(world: ConnectWorld, file: string): string | undefined {
  const facts = world.facts(file);
  if (!facts || world.platform === 'win32') return undefined;
  if (facts.kind !== 'file') return l10n.t('The passfile {0} is not a plain file and is ignored, as libpq does.', file);
  if ((facts.mode & 0o077) === 0) return undefined;
  return l10n.t(
    'The passfile {0} can be read by others and is ignored, as libpq does: chmod 0600 makes it good.',
    file,
  );
}

/**
 * The password of the first line that fits a server, as libpq finds it (`passwordFromFile` in fe-connect.c); undefined
 * without one. `warning` is one sentence where there is a passfile that libpq would not use.
 */
export function passfilePassword(
  server: NodeParameters,
  world: ConnectWorld,
): { readonly password: string | undefined; readonly warning: string | undefined } {
  const warning = warningOf(world, server.passfile);
  if (warning !== undefined) return { password: undefined, warning };
  const host = server.host === '' || defaultSocketFolders.includes(server.host) ? 'localhost' : server.host;
  const wanted = [host, String(server.port), server.database, server.user];
  const fits = ({ fields }: PassfileLine) => fields.every(({ text, any }, index) => any || text === wanted[index]);
  const line = linesOf(world.readFile(server.passfile) ?? '').find(fits);
  return { password: line?.password || undefined, warning: undefined };
}

/** The servers that the user's own passfile has lines for: those with a host and a user. [] where it is not used. */
export function passfileEntries(world: ConnectWorld): readonly PassfileEntry[] {
  const file = world.env['PGPASSFILE'] || defaultPassfile(world);
  if (warningOf(world, file) !== undefined) return [];
  const known = (field: Field | undefined) => (field && !field.any && field.text !== '' ? field.text : undefined);
  return linesOf(world.readFile(file) ?? '').flatMap(({ fields }) => {
    const [host, port, database, user] = fields.map(known);
    return host !== undefined && user !== undefined ? [{ host, port, database, user }] : [];
  });
}
