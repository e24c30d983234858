import type { Major } from '../catalog/parameter.ts';
import { type ConninfoEntry, conninfoInForce, conninfoList } from './conninfo-entry.ts';
import { checkHosts } from './conninfo-hosts.ts';
import { parseConninfoInteger } from './conninfo-integer.ts';
import { conninfoKeyword, conninfoWords } from './conninfo-keywords.ts';
import { checkRequireAuth } from './conninfo-require-auth.ts';
import type { SyntaxProblem } from './parsed.ts';

/** The entries in force, by keyword. */
type InForceEntries = ReadonlyMap<string, ConninfoEntry>;

/** Makes the problem of one entry. */
function valueProblem(entry: ConninfoEntry, code: string, holes: SyntaxProblem['holes'] = {}): SyntaxProblem {
  return {
    code,
    range: entry.valueRange,
    holes: { keyword: entry.keyword, value: entry.value.slice(0, 40), ...holes },
  };
}

const tlsVersions = ['tlsv1', 'tlsv1.1', 'tlsv1.2', 'tlsv1.3'];

/** SCRAM keys are 32 bytes in base64, without blanks (`pg_b64_decode`). */
function isScramKey(value: string): boolean {
  return /^[A-Za-z0-9+/]{43}=$/.test(value);
}

function usesTcp(entries: InForceEntries, major: Major): boolean {
  if (conninfoList(entries.get('hostaddr')?.value).some((address) => address !== '')) return true;
  return conninfoList(entries.get('host')?.value).some((host) => host !== '' && !isSocket(host, major));
}

/** Whether a host is the folder of a socket: a path, from 14 on also an abstract name. */
function isSocket(host: string, major: Major): boolean {
  return host.startsWith('/') || (major >= 14 && host.startsWith('@'));
}

function checkInteger(
  entry: ConninfoEntry,
  limits: { readonly min: number; readonly max: number } | undefined,
  entries: InForceEntries,
  major: Major,
): SyntaxProblem | undefined {
  if (!usesTcp(entries, major)) return undefined;
  const { keyword, value } = entry;
  if (major <= 11 && keyword === 'keepalives') return formerKeepalives(entry);
  const isOff = keyword !== 'keepalives' && keepalivesOff(entries.get('keepalives')?.value, major);
  if (isOff) return undefined;
  const number = parseConninfoInteger(value, major <= 11);
  if (number === undefined) return valueProblem(entry, 'conninfoInteger');
  if (!limits || (number >= limits.min && number <= limits.max)) return undefined;
  return valueProblem(entry, 'conninfoKeepalive', limits);
}

/** Up to 11 an empty text and numbers of any size will do, but no blank behind them (`useKeepalives`). */
function formerKeepalives(entry: ConninfoEntry): SyntaxProblem | undefined {
  return /^(?:[ \t\n\v\f\r]*[-+]?\d+)?$/.test(entry.value) ? undefined : valueProblem(entry, 'conninfoInteger');
}

function keepalivesOff(value: string | undefined, major: Major): boolean {
  if (value === undefined) return false;
  return parseConninfoInteger(value, major <= 11) === 0;
}

/** The problem of one value by itself; undefined for a good one. */
function checkEntry(entry: ConninfoEntry, entries: InForceEntries, major: Major): SyntaxProblem | undefined {
  const { keyword, value } = entry;
  const check = conninfoKeyword(keyword, major)?.check;
  if (check?.kind === 'words') {
    const words = conninfoWords(keyword, major) ?? [];
    return words.includes(value) ? undefined : valueProblem(entry, 'conninfoWord', { words: words.join(', ') });
  }
  if (check?.kind === 'integer') return checkInteger(entry, check.limits, entries, major);
  if (check?.kind === 'tls-version' && value !== '' && !tlsVersions.includes(value.toLowerCase())) {
    return valueProblem(entry, 'conninfoWord', { words: 'TLSv1, TLSv1.1, TLSv1.2, TLSv1.3' });
  }
  if (check?.kind === 'scram-key' && !isScramKey(value)) return valueProblem(entry, 'conninfoScramKey');
  if (check?.kind === 'require-auth') return checkRequireAuth(entry, major);
  return undefined;
}

/** What two values say against each other: TLS versions, protocol versions, and modes too weak for what is wanted. */
function checkPairs(entries: InForceEntries, major: Major): readonly SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  const value = (keyword: string) => entries.get(keyword)?.value;
  const complain = (keyword: string, code: string, holes: SyntaxProblem['holes']) => {
    const entry = entries.get(keyword);
    if (entry) problems.push(valueProblem(entry, code, holes));
  };
  const [tlsMin, tlsMax] = [value('ssl_min_protocol_version') ?? 'TLSv1.2', value('ssl_max_protocol_version') ?? ''];
  if (tlsMin !== '' && tlsMax !== '' && rank(tlsMin) > rank(tlsMax)) {
    complain('ssl_max_protocol_version', 'conninfoVersionRange', { min: tlsMin, max: tlsMax });
  }
  const [min, max] = [value('min_protocol_version'), value('max_protocol_version')];
  if (min !== undefined && max !== undefined && min !== '3.0' && max === '3.0') {
    complain('max_protocol_version', 'conninfoVersionRange', { min, max });
  }
  const system = major >= 16 && value('sslrootcert') === 'system';
  const sslmode = value('sslmode') ?? (system ? 'verify-full' : 'prefer');
  if (system && sslmode !== 'verify-full') {
    complain('sslmode', 'conninfoWeakSslmode', { because: 'sslrootcert=system', needed: 'verify-full' });
  }
  if (value('sslnegotiation') === 'direct' && !/^(require|verify-ca|verify-full)$/.test(sslmode)) {
    const at = entries.has('sslmode') ? 'sslmode' : 'sslnegotiation';
    complain(at, 'conninfoWeakSslmode', { value: sslmode, because: 'sslnegotiation=direct', needed: 'require' });
  }
  return problems;
}

function rank(version: string): number {
  return tlsVersions.indexOf(version.toLowerCase());
}

/**
 * The values with which libpq of this major does not connect (`pqConnectOptions2`, `PQconnectPoll`). `connect_timeout` is
 * not among them: the server's own connections never look at it.
 */
export function checkConninfoValues(all: readonly ConninfoEntry[], major: Major): readonly SyntaxProblem[] {
  const entries = conninfoInForce(all);
  const alone = [...entries.values()].flatMap((entry) => checkEntry(entry, entries, major) ?? []);
  const problems = [...alone, ...checkHosts(entries, major)];
  return problems.length > 0 ? problems : checkPairs(entries, major);
}
