import type { ServerConfig } from '../model/server-config.ts';

/** The items of a list as the server reads it, quotes taken off. */
export function listItems(value: string): readonly string[] {
  const parts = value.split(',').map((item) => item.trim().replace(/^"(.*)"$/, '$1'));
  return parts.filter((item) => item !== '');
}

/** Whether a host is this machine by any reading: `localhost`, `127.…` or `::1`. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|::1)$/i.test(host);
}

/** What `listen_addresses` names. */
export function listenAddresses(server: ServerConfig): readonly string[] {
  return listItems(server.setting('listen_addresses').value);
}

/** Whether nobody on another machine can connect, as all addresses are this machine's own, or there are none. */
export function hasOnlyLocalAddresses(server: ServerConfig): boolean {
  return listenAddresses(server).every(isLoopback);
}
