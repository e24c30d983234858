import type { ServerConfig } from '../../model/server-config.ts';
import { conninfoList } from '../../syntax/conninfo.ts';
import { isLoopback, listenAddresses, listItems } from '../listen-addresses.ts';
import { keywordValue, type PrimaryConninfo } from '../primary-conninfo.ts';

/** One server that a connection string names. */
export interface ConninfoHost {
  /** A name, an address or a socket directory; '' for the place where libpq looks by default, a socket. */
  readonly host: string;
  readonly port: string;
}

/** The servers that libpq tries in turn; one without a name if none is named. The port is 5432 where none is written. */
export function conninfoHosts(conninfo: PrimaryConninfo): readonly ConninfoHost[] {
  const hosts = conninfoList(keywordValue(conninfo, 'host'));
  const addresses = conninfoList(keywordValue(conninfo, 'hostaddr'));
  const ports = conninfoList(keywordValue(conninfo, 'port'));
  const count = Math.max(hosts.length, addresses.length, 1);
  return Array.from({ length: count }, (_, at) => ({
    host: addresses[at] || hosts[at] || '',
    port: (ports.length > 1 ? ports[at] : ports[0]) || '5432',
  }));
}

/** Whether a connection to that host stays on this machine and leaves TCP aside. */
export function isSocket(host: string): boolean {
  return host === '' || host.startsWith('/') || host.startsWith('@');
}

const everywhere: ReadonlySet<string> = new Set(['*', '0.0.0.0', '::']);

/**
 * Whether a host, at this server's own port, is this server: the loopback it listens on, its socket directory, or the one
 * address it listens on besides. (Of several addresses one may be a virtual one that is elsewhere just now.)
 */
export function isThisServer(server: ServerConfig, { host, port }: ConninfoHost): boolean {
  if (Number(port) !== server.number('port')) return false;
  if (host === '') return true;
  if (isSocket(host)) return listItems(server.setting('unix_socket_directories').value).includes(host);
  const listens = listenAddresses(server);
  if (isLoopback(host)) return listens.some((it) => everywhere.has(it) || isLoopback(it));
  const others = listens.filter((it) => !isLoopback(it));
  return others.length === 1 && others[0] === host;
}
