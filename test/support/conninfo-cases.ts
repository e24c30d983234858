import type { Major } from '../../core/src/catalog/parameter.ts';
import { conninfoKeywordNames, conninfoWords } from '../../core/src/syntax/conninfo-keywords.ts';
import type { SeededRandom } from './seeded-random.ts';

const blanks = [' ', ' ', ' ', '  ', '\t', '\n', '\v', '\f', '\r'];
const plainValues = [
  'a',
  'pg1',
  '',
  '/tmp',
  'a=b',
  'é',
  "it's",
  'a b',
  'back\\slash',
  '%20',
  '::1',
  'x'.repeat(70),
  '"q"',
];

/** What no case may name: a service needs a file, and GSS a build with it. */
const environment = new Set(['service', 'servicefile', 'passfile']);

function keyword(random: SeededRandom, major: Major): string {
  if (random.once(12))
    return random.pick(['hots', 'Host', '', 'colour', 'host name', 'sslmode2', 'tty', 'channel_binding']);
  return random.pick(conninfoKeywordNames(random.once(6) ? 19 : major).filter((name) => !environment.has(name)));
}

function quoted(random: SeededRandom, value: string): string {
  const escaped = value.replace(/['\\]/g, random.once(12) ? '$&' : '\\$&');
  return random.once(2) || /[\s]/.test(value) || value === '' ? `'${escaped}'` : escaped;
}

/** A string of keywords and values, right or nearly so. */
function keywordForm(random: SeededRandom, major: Major): string {
  const pair = () => {
    const equals = random.pick(['=', '=', '=', ' = ', '= ', ' =\t']);
    return `${keyword(random, major)}${equals}${quoted(random, random.pick(plainValues))}${random.pick(blanks)}`;
  };
  return random.pick(['', '', ' ']) + random.list(0, 4, pair).join('');
}

const hosts = [
  'pg1',
  '127.0.0.1',
  '',
  '[::1]',
  '[fe80::1%25eth0]',
  '[]',
  '[::1',
  '%2Ftmp',
  'a b',
  ' a',
  'h%zz',
  '%00',
  '[::1]x',
  'é',
];
const parts = ['u', 'u:p', 'u:p:q', ':p', '', 'u%40x', 'a b', '%', 'u@v'];

/** A URI, right or nearly so. */
function uriForm(random: SeededRandom, major: Major): string {
  const host = () => random.pick(hosts) + random.pick(['', '', ':5432', ':', ':x', ':1:2']);
  const credentials = random.once(3) ? `${random.pick(parts)}@` : '';
  const database = random.pick(['', '', '/', '/db', '/d b', '/ d ', '/d/e', '/%64', '/%']);
  const value = () =>
    random.pick(['a', '', 'true', '1', 'a%20b', 'a b', ' a ', '%', '%0', '%00', 'a=b', '/tmp', 'é', '%C3%A9']);
  const pair = () =>
    random.once(12)
      ? random.pick(['', 'a', 'ssl=true', 'ssl=1', '=', ' user=x', 'us%65r=x', 'user =x', 'a=b=c'])
      : `${keyword(random, major)}=${value()}`;
  const query = random.once(2) ? `?${random.list(0, 3, pair).join('&')}` : '';
  const scheme = random.pick([
    'postgresql://',
    'postgres://',
    'postgres://',
    'Postgres://',
    'postgres:/',
    'postgresql:///',
  ]);
  return scheme + credentials + random.list(1, 3, host).join(',') + database + query;
}

/** A connection string whose syntax and keywords are to be judged. */
export function conninfoSyntax(random: SeededRandom, major: Major): string {
  const text = random.once(2) ? keywordForm(random, major) : uriForm(random, major);
  return random.once(4) ? random.spoil(text, "=' \\&?@:/[]%a,") : text;
}

const integers = [
  '',
  '0',
  '1',
  '2',
  '-1',
  '-5',
  '60',
  ' 5',
  '5 ',
  '5s',
  'x',
  '1.5',
  '+3',
  '32767',
  '32768',
  '127',
  '128',
  '2147483647',
  '99999999999',
];
const ports = [
  '1',
  '1',
  '1',
  '1',
  '',
  '0',
  '65536',
  '-1',
  'x',
  '1x',
  ' 1',
  '1 ',
  '+1',
  '0x1',
  '99999999999',
  '4294967297',
];
const versions = ['', 'TLSv1', 'tlsv1.1', 'TLSv1.2', 'TLSv1.3', 'SSLv3', 'TLSv1.4', 'latest'];
const methods = [
  'password',
  'md5',
  'gss',
  'sspi',
  'scram-sha-256',
  'none',
  'oauth',
  '!md5',
  '!none',
  '!oauth',
  '',
  '!',
  'x',
  ' md5',
];
const keys = ['', 'x', 'AAAA', `${'A'.repeat(43)}=`, 'A'.repeat(44), `${'A'.repeat(42)}==`, ` ${'b'.repeat(43)}= `];
const addresses = [
  '127.0.0.1',
  '::1',
  '',
  '300.0.0.1',
  'pg1',
  '127.0.0.1.1',
  '::1::',
  'fe80:::1',
  '12345::1',
  '0x7f.0.0.1',
  '127.0.0.08',
];

function valueFor(random: SeededRandom, name: string, major: Major): string {
  const words = conninfoWords(name, major);
  if (words) {
    // Builds without GSS refuse to require it.
    const usable = words.filter((word) => name !== 'gssencmode' || word !== 'require');
    return random.pick([
      ...usable,
      ...usable,
      ...usable,
      '',
      'x',
      'Require',
      'on',
      ' allow',
      '3.1',
      'prefer-standby',
      'read-only',
    ]);
  }
  if (/^keepalives|^tcp_user/.test(name)) return random.pick(integers);
  if (/protocol_version$/.test(name)) return random.pick(versions);
  if (name === 'require_auth') return random.list(1, 3, () => random.pick(methods)).join(',');
  if (/^scram_/.test(name)) return random.pick(keys);
  if (name === 'sslrootcert') return random.pick(['system', 'system', '/nowhere', '']);
  return random.pick(plainValues);
}

const valueKeywords =
  /^(ssl|keepalives|tcp_user|require_auth|target_|channel|gssenc|load_balance|min_|max_|scram_|connect_|client_)/;

/** A connection string to a port where nobody listens, whose values are to be judged. */
export function conninfoValues(random: SeededRandom, major: Major): string {
  const names = conninfoKeywordNames(major).filter((name) => valueKeywords.test(name));
  const entries = random
    .list(0, 3, () => random.pick(names))
    .map((name) => [name, valueFor(random, name, major)] as const);
  const count = random.once(4) ? 2 : 1;
  // One and the same for all hosts: libpq goes on to the next where one is bad.
  const list = (items: readonly string[], size: number) => {
    const item = random.pick(items);
    return Array.from({ length: size }, () => item).join(',');
  };
  const useAddress = random.once(6);
  const place: (readonly [string, string])[] = [
    useAddress ? ['hostaddr', list(addresses, count)] : ['host', list(['127.0.0.1'], count)],
    ['port', random.once(5) ? list(ports, random.once(2) ? count : 1 + random.below(3)) : '1'],
  ];
  if (useAddress && random.once(3)) place.push(['host', list(['127.0.0.1', ''], 1 + random.below(2))]);
  const pairs = [...place, ...entries].map(([name, value]) => `${name}='${value.replace(/['\\]/g, '\\$&')}'`);
  return pairs.join(' ');
}
