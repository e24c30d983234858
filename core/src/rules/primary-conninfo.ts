import type { ServerConfig, Setting } from '../model/server-config.ts';
import { type ConninfoEntry, conninfoInForce, looksLikeConninfo, parseConninfo } from '../syntax/conninfo.ts';
import type { FileOrigin } from '../text/origin.ts';
import { placeInValue } from './value-place.ts';

/** The `primary_conninfo` of a server, taken apart. */
export interface PrimaryConninfo {
  readonly setting: Setting;
  /** What libpq goes by, by keyword. */
  readonly keywords: ReadonlyMap<string, ConninfoEntry>;
}

/**
 * The connection string that a WAL receiver would use. Undefined where there is none, where libpq refuses it (other rules
 * say so), and where a service file may hold the rest of it.
 */
export function primaryConninfo(server: ServerConfig): PrimaryConninfo | undefined {
  const known = read.get(server);
  if (known || read.has(server)) return known;
  const conninfo = readConninfo(server);
  read.set(server, conninfo);
  return conninfo;
}

/** Many rules ask, and those about several servers ask again at every change of one. */
const read = new WeakMap<ServerConfig, PrimaryConninfo | undefined>();

function readConninfo(server: ServerConfig): PrimaryConninfo | undefined {
  const { setting, value } = server.setting('primary_conninfo');
  if (!setting || !looksLikeConninfo(value)) return undefined;
  const { entries, problems } = parseConninfo(value, server.catalog.major);
  const keywords = conninfoInForce(entries);
  return problems.length > 0 || keywords.has('service') ? undefined : { setting, keywords };
}

/** The same, of a server that its files show to be a standby. */
export function followedConninfo(server: ServerConfig): PrimaryConninfo | undefined {
  return server.role === 'standby' ? primaryConninfo(server) : undefined;
}

/** The value of a keyword; '' if it is not written. */
export function keywordValue({ keywords }: PrimaryConninfo, keyword: string): string {
  return keywords.get(keyword)?.value ?? '';
}

/** Where the value of a keyword stands; the whole string if it is not written. */
export function keywordPlace(server: ServerConfig, conninfo: PrimaryConninfo, keyword: string): FileOrigin {
  const entry = conninfo.keywords.get(keyword);
  return entry ? placeInValue(server, conninfo.setting, entry.valueRange) : conninfo.setting.at;
}

/** Whether a standby is told to stream from another server. */
export function streams(server: ServerConfig): boolean {
  return server.role === 'standby' && server.setting('primary_conninfo').value !== '';
}
