import type { Major } from '../catalog/parameter.ts';
import { type ConninfoEntry, conninfoList } from './conninfo-entry.ts';
import { parseConninfoInteger } from './conninfo-integer.ts';
import type { SyntaxProblem } from './parsed.ts';

function problemOf(entry: ConninfoEntry, code: string, holes: SyntaxProblem['holes']): SyntaxProblem {
  return { code, range: entry.valueRange, holes: { keyword: entry.keyword, ...holes } };
}

/** A port libpq connects to: 1 to 65535, empty for the default. Up to 11 what stands behind the digits is not seen. */
function isPort(text: string, major: Major): boolean {
  if (text === '') return true;
  const port = parseConninfoInteger(text, major <= 11);
  return port !== undefined && port >= 1 && port <= 65_535;
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  if (parts.length > 4) return false;
  const numbers = parts.map((part) => {
    if (/^0[xX][0-9a-fA-F]+$/.test(part)) return Number.parseInt(part, 16);
    if (/^0[0-7]*$/.test(part)) return Number.parseInt(part, 8);
    return /^[1-9][0-9]*$/.test(part) ? Number(part) : Number.NaN;
  });
  const last = numbers.at(-1) ?? Number.NaN;
  return numbers.slice(0, -1).every((number) => number <= 255) && last < 256 ** (5 - parts.length);
}

function isIpv6(text: string): boolean {
  const [address = '', ...zone] = text.split('%');
  if (zone.length > 1 || zone[0] === '') return false;
  const halves = address.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const tail = groups.at(-1) ?? '';
  const hasIpv4 = /^\d{1,3}(\.\d{1,3}){3}$/.test(tail) && tail.split('.').every((part) => Number(part) <= 255);
  const words = hasIpv4 ? groups.slice(0, -1) : groups;
  const count = words.length + (hasIpv4 ? 2 : 0);
  return words.every((word) => /^[0-9a-fA-F]{1,4}$/.test(word)) && (halves.length === 2 ? count <= 7 : count === 8);
}

/** Whether `getaddrinfo` takes a text as an address without asking a name server. */
function isAddress(text: string): boolean {
  return text === '' || isIpv4(text) || isIpv6(text);
}

/**
 * Holds `host`, `hostaddr` and `port` against each other: as many names as addresses, one port for all or one for each.
 * Nothing is said where a service file may name the others.
 */
export function checkHosts(entries: ReadonlyMap<string, ConninfoEntry>, major: Major): readonly SyntaxProblem[] {
  const [host, hostaddr, port] = [entries.get('host'), entries.get('hostaddr'), entries.get('port')];
  const [hosts, addresses, ports] = [host, hostaddr, port].map((entry) => conninfoList(entry?.value));
  const problems: SyntaxProblem[] = [];
  const count = addresses?.length || hosts?.length || 1;
  if (!entries.has('service')) {
    if (host && hosts?.length && hosts.length !== count) {
      problems.push(problemOf(host, 'conninfoHostCount', { hosts: hosts.length, addresses: count }));
    }
    if (port && ports && ports.length > 1 && ports.length !== count) {
      problems.push(problemOf(port, 'conninfoPortCount', { ports: ports.length, hosts: count }));
    }
  }
  const badPort = ports?.find((text) => !isPort(text, major));
  if (port && badPort !== undefined) {
    // Where a URI's `@host` was forgotten, what stands at the place of the port is a password.
    const isShown = port.form === 'keyword' || /^[0-9]+$/.test(badPort);
    problems.push(problemOf(port, 'conninfoPort', { value: isShown ? badPort.slice(0, 40) : '****' }));
  }
  const badAddress = addresses?.find((text) => !isAddress(text));
  if (hostaddr && badAddress !== undefined) {
    problems.push(problemOf(hostaddr, 'conninfoAddress', { value: badAddress.slice(0, 40) }));
  }
  return problems;
}
