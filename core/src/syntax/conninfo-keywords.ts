import { nearestName } from '../catalog/nearest-name.ts';
import type { Major } from '../catalog/parameter.ts';

/** How libpq judges the value of a keyword when it connects. */
type ConninfoCheck =
  | { readonly kind: 'words'; readonly words: readonly string[]; readonly later?: readonly LaterWords[] }
  /** An integer, looked at on TCP connections; outside the limits Linux refuses the socket option. */
  | { readonly kind: 'integer'; readonly limits?: { readonly min: number; readonly max: number } }
  | { readonly kind: 'tls-version' | 'require-auth' | 'scram-key' };

interface LaterWords {
  readonly first: Major;
  readonly words: readonly string[];
}

/** A keyword that libpq of some majors knows (`PQconninfoOptions` in fe-connect.c). */
export interface ConninfoKeyword {
  readonly first: Major;
  readonly last?: Major;
  /** Absent: libpq takes every value. */
  readonly check?: ConninfoCheck;
}

const words = (first: Major, ...list: readonly string[]): ConninfoKeyword => ({
  first,
  check: { kind: 'words', words: list },
});

const integer = (first: Major, max?: number): ConninfoKeyword => ({
  first,
  check: { kind: 'integer', ...(max === undefined ? {} : { limits: { min: 1, max } }) },
});

function known(first: Major, ...names: readonly string[]): readonly (readonly [string, ConninfoKeyword])[] {
  return names.map((name) => [name, { first }] as const);
}

/** Every keyword, tried on the libpq of each major. Linux takes 1 to 32767 s and 1 to 127 probes for keepalives. */
const keywords: ReadonlyMap<string, ConninfoKeyword> = new Map([
  ...known(10, 'service', 'user', 'password', 'passfile', 'connect_timeout', 'dbname', 'host', 'hostaddr', 'port'),
  ...known(10, 'client_encoding', 'options', 'application_name', 'fallback_application_name', 'replication'),
  ...known(10, 'sslcompression', 'sslcert', 'sslkey', 'sslrootcert', 'sslcrl', 'requirepeer', 'requiressl'),
  ...known(10, 'krbsrvname', 'gsslib'),
  ['tty', { first: 10, last: 13 }],
  ['authtype', { first: 10, last: 13 }],
  ['sslmode', words(10, 'disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full')],
  [
    'target_session_attrs',
    {
      first: 10,
      check: {
        kind: 'words',
        words: ['any', 'read-write'],
        later: [{ first: 14, words: ['read-only', 'primary', 'standby', 'prefer-standby'] }],
      },
    },
  ],
  ['keepalives', integer(10)],
  ['keepalives_idle', integer(10, 32_767)],
  ['keepalives_interval', integer(10, 32_767)],
  ['keepalives_count', integer(10, 127)],
  ['tcp_user_timeout', integer(12)],
  ['gssencmode', words(12, 'disable', 'prefer', 'require')],
  ...known(13, 'sslpassword'),
  ['channel_binding', words(13, 'disable', 'prefer', 'require')],
  ['ssl_min_protocol_version', { first: 13, check: { kind: 'tls-version' } }],
  ['ssl_max_protocol_version', { first: 13, check: { kind: 'tls-version' } }],
  ...known(14, 'sslcrldir', 'sslsni'),
  ...known(16, 'gssdelegation'),
  ['sslcertmode', words(16, 'disable', 'allow', 'require')],
  ['load_balance_hosts', words(16, 'disable', 'random')],
  ['require_auth', { first: 16, check: { kind: 'require-auth' } }],
  ['sslnegotiation', words(17, 'postgres', 'direct')],
  ...known(18, 'sslkeylogfile', 'oauth_issuer', 'oauth_client_id', 'oauth_client_secret', 'oauth_scope'),
  ['min_protocol_version', words(18, '3.0', '3.2', 'latest')],
  ['max_protocol_version', words(18, '3.0', '3.2', 'latest')],
  ['scram_client_key', { first: 18, check: { kind: 'scram-key' } }],
  ['scram_server_key', { first: 18, check: { kind: 'scram-key' } }],
  ...known(19, 'servicefile', 'oauth_ca_file'),
]);

/** What libpq of this major knows of a keyword; undefined if it refuses it. Keywords are told apart by case. */
export function conninfoKeyword(name: string, major: Major): ConninfoKeyword | undefined {
  const keyword = keywords.get(name);
  if (!keyword || major < keyword.first || major > (keyword.last ?? major)) return undefined;
  return keyword;
}

/** The majors that know a keyword; undefined if none does. */
export function conninfoKeywordMajors(name: string): { readonly first: Major; readonly last?: Major } | undefined {
  return keywords.get(name);
}

/** The names of all keywords of a major. */
export function conninfoKeywordNames(major: Major): readonly string[] {
  return [...keywords.keys()].filter((name) => conninfoKeyword(name, major));
}

/** The words a keyword takes in this major; undefined if its values are no list of words. */
export function conninfoWords(name: string, major: Major): readonly string[] | undefined {
  const check = conninfoKeyword(name, major)?.check;
  if (check?.kind !== 'words') return undefined;
  return [...check.words, ...(check.later ?? []).flatMap((later) => (major >= later.first ? later.words : []))];
}

/** The most similar keyword of this major, for "did you mean"; undefined if none is near. */
export function nearestConninfoKeyword(keyword: string, major: Major): string | undefined {
  return nearestName(keyword.slice(0, 64).replaceAll('-', '_'), conninfoKeywordNames(major));
}
