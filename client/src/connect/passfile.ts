import { join } from 'node:path';
import * as l10n from '../l10n.ts';
import type { NodeParameters } from './node-parameters.ts';
import { type ConnectWorld, windowsFile } from './world.ts';

/** A field of a line as written, escapes taken out; `any` for a bare `*`. */
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

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => !line.startsWith('#'));
}

/** Cuts a line at its first four colons without a backslash before them: host, port, database, user. [] : it is no entry. */
function fieldsOf(line: string): readonly Field[] {
  const found = /^((?:\\.|[^\\:])*):((?:\\.|[^\\:])*):((?:\\.|[^\\:])*):((?:\\.|[^\\:])*):/s.exec(line) ?? [];
  return found.slice(1).map((text) => ({ text: text.replace(/\\(.)/gs, '$1'), any: text === '*' }));
}

/**
 * Where a line goes on behind a field that fits; undefined: it does not. Colons that belong to what is wanted need no
 * backslash, so an IPv6 address may stand as it is (`pwdfMatchesString` in fe-connect.c).
 */
function behindField(line: string, from: number, wanted: string): number | undefined {
  if (line.startsWith('*:', from)) return from + 2;
  let at = from;
  for (const character of wanted) {
    if (line[at] === '\\') at++;
    if (!line.startsWith(character, at)) return undefined;
    at += character.length;
  }
  return line[at] === ':' ? at + 1 : undefined;
}

/** The password of a line that fits host, port, database and user, up to a colon without a backslash; undefined for others. */
function passwordIn(line: string, wanted: readonly string[]): string | undefined {
  let at: number | undefined = 0;
  for (const field of wanted) if (at !== undefined) at = behindField(line, at, field);
  if (at === undefined) return undefined;
  return /^(?:\\.|[^:])*/s.exec(line.slice(at))?.[0].replace(/\\(.)/gs, '$1');
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
  const lines = linesOf(world.readFile(server.passfile) ?? '');
  const password = lines.map((line) => passwordIn(line, wanted)).find((found) => found !== undefined);
  return { password: password || undefined, warning: undefined };
}

/** The servers that the user's own passfile has lines for: those with a host and a user. [] where it is not used. */
export function passfileEntries(world: ConnectWorld): readonly PassfileEntry[] {
  const file = world.env['PGPASSFILE'] || defaultPassfile(world);
  if (warningOf(world, file) !== undefined) return [];
  const known = (field: Field | undefined) => (field && !field.any && field.text !== '' ? field.text : undefined);
  return linesOf(world.readFile(file) ?? '').flatMap((line) => {
    const [host, port, database, user] = fieldsOf(line).map(known);
    return host !== undefined && user !== undefined ? [{ host, port, database, user }] : [];
  });
}
