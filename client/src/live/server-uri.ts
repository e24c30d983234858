import type { ServerKey } from '../connect/profile.ts';
import { serverScheme } from '../manifest.ts';

/** A document of a server: what is in force there (`inForce`), or a file of its disk by its absolute path. */
export interface ServerDocument {
  readonly cluster: string;
  readonly server: ServerKey;
  readonly part: 'inForce' | 'disk';
  /** Begins with a slash. */
  readonly path: string;
}

// Editors write the authority of a URI in lower case, and names of clusters may hold anything: hence hexadecimal digits.
function toHex(text: string): string {
  return [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function fromHex(hex: string): string {
  const bytes = hex.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

/** The URI of a document; the path stays readable, since editors show it. */
export function serverUri({ cluster, server, part, path }: ServerDocument): string {
  const authority = toHex(JSON.stringify([part, cluster, server]));
  return `${serverScheme}://${authority}${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** The document of a URI in parts; undefined for any other URI. */
export function parseServerUri(authority: string, path: string): ServerDocument | undefined {
  if (!/^(?:[0-9a-f]{2})+$/.test(authority)) return undefined;
  try {
    const parts: unknown = JSON.parse(fromHex(authority));
    if (!Array.isArray(parts) || parts.length !== 3) return undefined;
    const [part, cluster, server] = parts.map(String);
    if ((part !== 'inForce' && part !== 'disk') || cluster === undefined || server === undefined) return undefined;
    return { part, cluster, server, path };
  } catch {
    return undefined;
  }
}
