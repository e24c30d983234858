import { type AddressFamily, maskOfLength, parseAddress } from './address.ts';
import type { HbaRecord } from './hba.ts';

/** Addresses of one family that agree with `bits` where `mask` has ones. */
export interface Network {
  readonly kind: 'network';
  readonly family: AddressFamily;
  /** As written: it may have ones where the mask has none, which the server does not look at. */
  readonly bits: bigint;
  readonly mask: bigint;
}

/** From where a record takes connections. */
export type HbaAddress =
  | { readonly kind: 'all' }
  | { readonly kind: 'samehost' }
  | { readonly kind: 'samenet' }
  | Network
  /** A host name, or the end of one that begins with a dot. */
  | { readonly kind: 'name'; readonly name: string };

/** The address of a record as the server reads it; undefined for `local`. */
export function hbaAddress({ address, mask }: Pick<HbaRecord, 'address' | 'mask'>): HbaAddress | undefined {
  if (!address) return undefined;
  const { text, quoted } = address;
  if (!quoted && (text === 'all' || text === 'samehost' || text === 'samenet')) return { kind: text };
  const slash = text.indexOf('/');
  const parsed = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (!parsed) return { kind: 'name', name: text };
  const length = slash < 0 ? undefined : Number(text.slice(slash + 1));
  const bits = length === undefined ? parseAddress(mask?.text ?? '')?.bits : maskOfLength(length, parsed.family);
  return { kind: 'network', ...parsed, mask: bits ?? maskOfLength(parsed.family === 'IPv4' ? 32 : 128, parsed.family) };
}
