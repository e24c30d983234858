import { hostname, networkInterfaces } from 'node:os';
import type { ServerKey } from '../connect/profile.ts';

/** The host of a key: what stands before the last colon, without brackets. */
function hostOf(key: ServerKey): string {
  return key.slice(0, key.lastIndexOf(':')).replace(/^\[(.*)\]$/, '$1');
}

/**
 * Whether a server is on the machine of the extension host, so that its paths may be files here. A forwarded port of a
 * container looks the same: a path counts only where the file is there and says the same.
 */
export function isThisMachine(key: ServerKey): boolean {
  const host = hostOf(key);
  if (host.startsWith('/') || host.startsWith('@') || host === '' || host === 'localhost' || host === hostname())
    return true;
  const addresses = Object.values(networkInterfaces()).flatMap((them) => them ?? []);
  return addresses.some(({ address }) => address === host);
}
