import { fileOrigin, type ServerConfig } from '../../model/server-config.ts';
import { maskOfLength } from '../../syntax/address.ts';
import type { HbaRecord, HbaToken } from '../../syntax/hba.ts';
import { hbaAddress, type Network } from '../../syntax/hba-address.ts';
import type { FileOrigin } from '../../text/origin.ts';
import { textOf } from '../edits.ts';
import type { Fix } from '../rule.ts';

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

/** Whether a client certificate has to be shown besides, whatever the method. */
export function asksForCertificate({ options }: HbaRecord): boolean {
  const value = options.findLast(({ name }) => name === 'clientcert')?.value;
  return value !== undefined && value !== '0' && value !== 'no-verify';
}

export function placeOf(record: HbaRecord, token: HbaToken = record.type): FileOrigin {
  return fileOrigin(record.uri, token.range);
}

/** Whether the token is written where it is reported, and not in a file that an `@` refers to. */
function isWrittenThere(server: ServerConfig, { uri }: HbaRecord, { text, range }: HbaToken): boolean {
  const plain = (it: string) => it.replaceAll('"', '');
  return plain(textOf(server, uri).slice(range.start, range.end)) === plain(text);
}

/** The fix that writes another text in place of a token; none where the token comes from another file. */
export function rewriteToken(
  server: ServerConfig,
  record: HbaRecord,
  token: HbaToken,
  text: string,
  { title, safety }: Pick<Fix, 'title' | 'safety'>,
): readonly Fix[] {
  if (!isWrittenThere(server, record, token)) return [];
  return [{ title, safety, edits: [{ kind: 'replace', at: placeOf(record, token), text }] }];
}

/** Whether the HBA records are all known: there is a file, and nothing of it is refused or out of reach. */
export function knowsRecords({ hba, problems }: ServerConfig): boolean {
  return hba.length > 0 && problems.every(({ kind }) => kind !== 'hba');
}

/** A word of a file, short enough for a message. */
export function shortened(text: string): string {
  return text.length > 30 ? `${text.slice(0, 29)}…` : text;
}
