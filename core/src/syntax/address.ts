/** The family of a numeric address. */
export type AddressFamily = 'IPv4' | 'IPv6';

const lastPartLimits = [0xffffffff, 0xffffff, 0xffff, 0xff];

function partValue(part: string): number | undefined {
  if (/^0[xX][0-9a-fA-F]+$/.test(part)) return Number.parseInt(part.slice(2), 16);
  if (/^0[0-7]*$/.test(part)) return Number.parseInt(part, 8);
  return /^[1-9][0-9]*$/.test(part) ? Number.parseInt(part, 10) : undefined;
}

/** As `inet_aton`: one to four parts, decimal, octal or hexadecimal, the last one filling the rest. */
function isIpv4(text: string): boolean {
  const parts = text.split('.');
  const limit = lastPartLimits[parts.length - 1];
  if (limit === undefined) return false;
  return parts.every((part, at) => {
    const value = partValue(part);
    return value !== undefined && value <= (at === parts.length - 1 ? limit : 0xff);
  });
}

/** Four decimal parts without leading zeros, as an IPv6 address may end. */
function isDottedQuad(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part) && Number(part) <= 255);
}

/** How many 16-bit groups a colon-separated list holds; undefined if a part is none. */
function countGroups(text: string, mayEndInQuad: boolean): number | undefined {
  if (text === '') return 0;
  const parts = text.split(':');
  let count = 0;
  for (const [at, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) count++;
    else if (mayEndInQuad && at === parts.length - 1 && isDottedQuad(part)) count += 2;
    else return undefined;
  }
  return count;
}

/** As `inet_pton`, with a scope behind `%` if there is one: a number, for link-local addresses also an interface of the machine. */
function isIpv6(text: string): boolean {
  const [address = '', scope] = text.split('%', 2);
  const isLinkLocal = /^(?:fe[89ab]|ff[0-9a-f]2)/i.test(address);
  if (scope !== undefined && !(isLinkLocal ? /^[^\s%/]{1,15}$/ : /^[0-9]{1,10}$/).test(scope)) return false;
  const gap = address.indexOf('::');
  if (gap < 0) return countGroups(address, true) === 8;
  const before = countGroups(address.slice(0, gap), false);
  const after = countGroups(address.slice(gap + 2), true);
  return before !== undefined && after !== undefined && before + after <= 7;
}

/**
 * The family of a text that `getaddrinfo` takes as a numeric address (`AI_NUMERICHOST`): short forms such as `10` and
 * `127.1` included. Undefined: it is a host name.
 */
export function addressFamily(text: string): AddressFamily | undefined {
  if (isIpv4(text)) return 'IPv4';
  return isIpv6(text) ? 'IPv6' : undefined;
}

/** Whether the text behind the slash is a mask length of the family (`pg_sockaddr_cidr_mask`: `08`, `+8`, ` 8` are). */
export function isMaskLength(text: string, family: AddressFamily): boolean {
  const digits = /^[ \t\n\v\f\r]*([-+]?[0-9]+)$/.exec(text)?.[1];
  if (digits === undefined) return false;
  const bits = Number(digits);
  return bits >= 0 && bits <= (family === 'IPv4' ? 32 : 128);
}

/** A numeric address as a number of 32 or 128 bits. */
export interface Address {
  readonly family: AddressFamily;
  readonly bits: bigint;
}

function ipv4Bits(text: string): bigint {
  const values = text.split('.').map((part) => partValue(part) ?? 0);
  const last = values.pop() ?? 0;
  return values.reduce((bits, value, at) => bits + (BigInt(value) << BigInt(24 - 8 * at)), BigInt(last));
}

/** The 16-bit groups of a colon-separated list, a dotted quad at its end as two. */
function groupsOf(text: string): readonly number[] {
  if (text === '') return [];
  return text.split(':').flatMap((part) => {
    if (!part.includes('.')) return [Number.parseInt(part, 16)];
    const bits = Number(ipv4Bits(part));
    return [Math.floor(bits / 0x10000), bits % 0x10000];
  });
}

function ipv6Bits(text: string): bigint {
  const [address = ''] = text.split('%', 1);
  const gap = address.indexOf('::');
  const before = groupsOf(gap < 0 ? address : address.slice(0, gap));
  const after = gap < 0 ? [] : groupsOf(address.slice(gap + 2));
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0);
  return [...before, ...zeros, ...after].reduce((bits, group) => (bits << 16n) + BigInt(group), 0n);
}

/** Reads a numeric address as the server does, its scope left out. Undefined: it is a host name. */
export function parseAddress(text: string): Address | undefined {
  const family = addressFamily(text);
  if (family === undefined) return undefined;
  return { family, bits: family === 'IPv4' ? ipv4Bits(text) : ipv6Bits(text) };
}

/** The mask of so many leading ones. */
export function maskOfLength(length: number, family: AddressFamily): bigint {
  const width = BigInt(family === 'IPv4' ? 32 : 128);
  return ((1n << BigInt(length)) - 1n) << (width - BigInt(length));
}

/** An address in its usual form: dotted decimal, or groups with the longest run of zeros left out (RFC 5952). */
export function formatAddress({ family, bits }: Address): string {
  if (family === 'IPv4') return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 0xffn).join('.');
  const groups = Array.from({ length: 8 }, (_, at) => ((bits >> BigInt(112 - 16 * at)) & 0xffffn).toString(16));
  const zeros = [...groups.join(':').matchAll(/(?<![^:])0(?::0)+(?![^:])/g)].map(([run]) => run);
  const longest = zeros.reduce((best, run) => (run.length > best.length ? run : best), '');
  if (longest === '') return groups.join(':');
  const text = groups.join(':');
  const at = text.search(new RegExp(`(?<![^:])${longest}(?![^:])`));
  return `${text.slice(0, at).replace(/:$/, '')}::${text.slice(at + longest.length).replace(/^:/, '')}`;
}
