import { maskOfLength } from '../syntax/address.ts';
import type { HbaRecord, HbaToken } from '../syntax/hba.ts';
import { hbaAddress, type Network } from '../syntax/hba-address.ts';

/** Whether a token is that word with its special meaning, which quotes take from it. */
export function isKeyword({ text, quoted }: HbaToken, word: string): boolean {
  return !quoted && text === word;
}

/** Whether the record takes physical replication. */
export function takesReplication({ databases }: HbaRecord): boolean {
  return databases.some((token) => isKeyword(token, 'replication'));
}

const ipv4Loopback: Network = {
  kind: 'network',
  family: 'IPv4',
  bits: 0x7f000000n,
  mask: maskOfLength(8, 'IPv4'),
};
const ipv6Loopback: Network = { kind: 'network', family: 'IPv6', bits: 1n, mask: maskOfLength(128, 'IPv6') };

/** Whether every address of one network belongs to the other. */
export function isInsideNetwork(inner: Network, outer: Network): boolean {
  if (inner.family !== outer.family || (inner.mask & outer.mask) !== outer.mask) return false;
  return ((inner.bits ^ outer.bits) & outer.mask) === 0n;
}

/** As Debian and Red Hat call the loopback in /etc/hosts. */
const loopbackNames = /^(?:localhost[46]?(?:\.localdomain[46]?)?|ip6-(?:localhost|loopback))$/i;

/** From how far away a record takes connections. `network`: from some other machine. */
export function reachOf(record: HbaRecord): 'machine' | 'network' | 'world' {
  const address = hbaAddress(record);
  if (!address || address.kind === 'samehost') return 'machine';
  if (address.kind === 'samenet') return 'network';
  if (address.kind === 'all') return 'world';
  if (address.kind === 'name') return loopbackNames.test(address.name) ? 'machine' : 'network';
  if (isInsideNetwork(address, ipv4Loopback) || isInsideNetwork(address, ipv6Loopback)) return 'machine';
  return address.mask === 0n ? 'world' : 'network';
}

/** Whether the record lets somebody on another machine in, if he proves who he is. */
export function admitsFromElsewhere(record: HbaRecord): boolean {
  return record.method.text !== 'reject' && reachOf(record) !== 'machine';
}
