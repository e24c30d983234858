import type { ServerKey } from '../connect/profile.ts';

/** Where a server is reached. */
export interface HostPort {
  /** Without brackets; a folder for a Unix socket. */
  readonly host: string;
  readonly port: number;
}

/** The parts of `host:port`. */
export function keyParts(key: ServerKey): HostPort {
  const colon = key.lastIndexOf(':');
  return { host: key.slice(0, colon).replace(/^\[(.*)\]$/, '$1'), port: Number(key.slice(colon + 1)) };
}

/** A name under which all ways to this very machine are one. */
function plainHost(host: string): string {
  const plain = host.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
  const isHere = plain === 'localhost' || plain === '::1' || plain.startsWith('127.') || /^[/@]/.test(plain);
  return isHere ? 'localhost' : plain;
}

/** Whether two hosts are written as the same: nothing is looked up. */
export function sameHost(a: string, b: string): boolean {
  return plainHost(a) === plainHost(b);
}
