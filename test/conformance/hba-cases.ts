import type { Major } from '../../core/src/catalog/parameter.ts';
import type { Random } from '../support/random.ts';

const types = [
  'local',
  'host',
  'host',
  'host',
  'hostnossl',
  'LOCAL',
  'hosts',
  '"host"',
  'host,local',
  'hostssl,host',
  'include',
  'ho#st',
];
const names = [
  'all',
  'sameuser',
  'samerole',
  'replication',
  '"replication"',
  'db1',
  'a,b',
  'a, b',
  'a ,b',
  '"a b"',
  '"a""b"',
  'a"b c"d',
  '+role',
  '/^db',
  '"/["',
  '/(',
  '/a{2,1}',
  '/[[:alpha:]]+$',
  ',all',
  'all,',
  '@missing',
  '"@x"',
  '@',
  'é',
  '"unterminated',
  '\\',
  "'all'",
  '{{ x }}',
  '/\\d',
  '""',
];
const addresses = [
  'all',
  'samehost',
  'samenet',
  '10.0.0.0/8',
  '10/8',
  '127.1/32',
  '127.0.0.1',
  '127.0.0.1/32',
  '0.0.0.0/0',
  '::1/128',
  '::/0',
  '::1',
  'fe80::1%1/64',
  '::ffff:1.2.3.4/96',
  '1.2.3.4/33',
  '::1/129',
  '1.2.3.4/',
  '1.2.3.4/08',
  '1.2.3.4/+8',
  '1.2.3.4/-1',
  '1.2.3.4/8x',
  '" 1.2.3.4"',
  '1.2.3.4/" 8"',
  'host.example.com',
  '.example.com',
  'host/8',
  '*',
  'ALL',
  '0x7f.1/8',
  '010.0.0.1/8',
  '08.0.0.1/8',
  '256.1.1.1/8',
  '1.2.3.4.5/8',
  '4294967295/32',
  '4294967296/32',
  '1.2.3.',
  '::1::/8',
  '1:2:3:4:5:6:7:8/64',
  '1:2:3:4:5:6:7::/64',
  '12345::/16',
  '10.0.0.*',
  '10.0.0.0/8,10.1.0.0/16',
  '""',
  '"all"',
  '::1.2.3.4/8',
  '::01.2.3.4/8',
  '1.2.3.4/2147483648',
  '1e3/8',
  '[::1]/128',
];
const masks = ['255.255.255.0', '255.0.255.0', '255', '::', 'ffff::', '8', 'md5', '24,25', '""', '255.255.255.256'];
const methods = [
  'trust',
  'reject',
  'md5',
  'scram-sha-256',
  'password',
  'peer',
  'ident',
  'cert',
  'MD5',
  'scram',
  'krb5',
  'trust,md5',
  'radius',
  '"trust"',
  'none',
  'clear',
];
const options = [
  'map=m',
  'map',
  '=x',
  'clientcert=1',
  'clientcert=0',
  'clientcert=verify-ca',
  'clientcert=verify-full',
  'clientname=CN',
  'foo=bar',
  'map=a map=b',
  'ldapserver=x',
  'radiussecrets=s',
  'include_realm=1',
  '"map=a b"',
  'map="a b"',
  'pamservice=x',
  '# comment',
  '#',
  'radiusservers=127.0.0.1 radiussecrets=s',
  'radiusservers=127.0.0.1 radiussecrets=a,b',
  'radiusservers=127.0.0.1 radiussecrets=s radiusports=0',
  'scope=x',
  'validator=v',
  '"',
  ',',
];

/** A line of pg_hba.conf, right about as often as wrong; methods and types that a build may lack are left out. */
export function hbaLine(random: Random, major: Major): string {
  const type = random.below(3) === 0 ? random.pick(types) : random.pick(['host', 'local']);
  const name = () => (random.below(2) === 0 ? random.pick(names) : 'all');
  const gap = () => random.pick([' ', '\t', '  ', ' \t ', ' ']);
  const parts = [type, name(), name()];
  if (type !== 'local' || random.below(10) === 0) {
    parts.push(random.below(3) === 0 ? '10.0.0.0/8' : random.pick(addresses));
    if (random.below(6) === 0) parts.push(random.pick(masks));
  }
  parts.push(random.below(2) === 0 ? 'trust' : random.pick(methods));
  if (random.below(3) === 0) parts.push(random.pick(options));
  const line = parts
    .slice(0, random.below(12) === 0 ? random.below(parts.length) : undefined)
    .reduce((a, b) => a + gap() + b, '');
  const ending = random.pick(['', '', '', ' ', '\r', ' # note']);
  // From 14 on a backslash at the end joins the next line, which would mix two cases into one.
  const whole = `${random.below(4) === 0 ? ' ' : ''}${line.trim()}${ending}`;
  return major >= 14 ? whole.replace(/\\(\r*)$/, '\\ $1') : whole;
}

const maps = ['m', '"m n"', 'm,n', 'all', '', '@m', 'é', '/m'];
const users = [
  'alice',
  '"a b"',
  '/^(.*)@example\\.com$',
  '/(',
  '/[',
  '/a|b',
  '/a**',
  '"/("',
  '/a{1,2}',
  '/\\1',
  'a,b',
  '+role',
  'all',
  '\\1',
  '/',
  '@u',
  '""',
];

/** A line of pg_ident.conf. Up to 15 the log does not name the line of a missing `@file`, so none is asked for. */
export function identLine(random: Random, major: Major): string {
  const pick = (from: readonly string[]) => random.pick(major <= 15 ? from.filter((it) => !it.startsWith('@')) : from);
  const parts = [pick(maps), pick(users), pick(users), ...(random.below(5) === 0 ? ['extra,field'] : [])];
  const kept = parts.slice(0, random.below(10) === 0 ? random.below(4) : undefined);
  return kept.join(random.pick([' ', '\t', '  '])) + random.pick(['', '', ' # c', '#c', ' ']);
}
