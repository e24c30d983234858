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

/** As `inet_pton`, with a numeric scope behind `%` if there is one. */
function isIpv6(text: string): boolean {
  const [address = '', scope] = text.split('%', 2);
  if (scope !== undefined && !/^[0-9]{1,10}$/.test(scope)) return false;
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
