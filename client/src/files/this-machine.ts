import { readFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import type { ServerKey } from '../connect/profile.ts';
import type { SeenServer } from '../live/server-look.ts';

/** The host of a key: what stands before the last colon, without brackets. */
function hostOf(key: ServerKey): string {
  return key.slice(0, key.lastIndexOf(':')).replace(/^\[(.*)\]$/, '$1');
}

/**
 * Whether a server is on the machine of the extension host, so that its paths may be files here. A forwarded port of a
 * container looks the same: a path counts only where the file is there and says the same.
 */
function isThisMachine(key: ServerKey): boolean {
  const host = hostOf(key);
  if (host.startsWith('/') || host.startsWith('@') || host === '' || host === 'localhost' || host === hostname())
    return true;
  const addresses = Object.values(networkInterfaces()).flatMap((them) => them ?? []);
  return addresses.some(({ address }) => address === host);
}

/** '' for a file that cannot be read. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/**
 * Whether a server's configuration file is a file of this machine: it is there, and most of the lines that the server names
 * set what it says. The container of a forwarded port has another one at the same path. False where the role may not see
 * the places of settings.
 */
export function hasItsConfigurationHere({ key, identity, settings }: SeenServer): boolean {
  const { configFile } = identity;
  if (configFile === undefined || !isThisMachine(key)) return false;
  const lines = textOf(configFile).split('\n');
  const told = [...settings.values()].filter(({ file, line }) => file === configFile && line !== undefined);
  const same = told.filter(({ name, line = 0 }) => lines[line - 1]?.toLowerCase().includes(name.toLowerCase()));
  return told.length > 0 && same.length * 2 > told.length;
}
