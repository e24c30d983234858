import type { ConnectionAttempt } from '../../core/src/index.ts';
import type { Random } from '../support/random.ts';

/** The roles of the test's servers, and those that each belongs to, directly or not. */
export const memberships: Readonly<Record<string, readonly string[]>> = {
  alice: ['app', 'ops'],
  bob: ['ops'],
  app: ['ops'],
  ops: [],
  all: [],
  replication: [],
  Alice: [],
  'db-1': ['app', 'ops'],
  ünal: [],
  '/^a': [],
  root: [],
};

/** Makes those roles; root is a superuser, which makes it a member of nothing. */
export const rolesSql = `
create role ops login; create role app login in role ops; create role alice login in role app;
create role bob login in role ops; create role "all" login; create role replication login; create role "Alice" login;
create role "db-1" login in role app; create role "ünal" login; create role "/^a" login; create role root superuser login;`;

/** A file that records refer to by \`@names\`. */
export const namesFile = 'alice, bob # two\n"all" +app\n/^db\n';

const databases = [
  ...[
    'all',
    'sameuser',
    'samerole',
    'samegroup',
    'replication',
    '"replication"',
    '"all"',
    'app',
    'alice',
    'db1',
    'Db1',
  ],
  ...[
    'app,db1',
    'replication,db1',
    '"sameuser"',
    '/^db',
    '/^db[0-9]+$',
    '"/1$"',
    '/(?i)^db',
    '/^.p{2}$',
    '@names',
    'ALL',
  ],
  ...['"/^(al|ap)"', '/\\mdb', '/^..nal$', '/^[^a]', '/db(?!1)', '/(.)\\1', '"+app"', '/^[[:alpha:]]+$', 'nobody'],
];
const users = [
  ...[
    'all',
    'all',
    '+app',
    '+ops',
    '"+app"',
    'alice',
    'bob',
    'Alice',
    '"all"',
    '+nobody',
    '@names',
    'alice,+ops',
    'ALL',
  ],
  ...['/^a', '"/e$"', '/^[^a]+$', 'replication', '"db-1"', 'sameuser', '/^\\w+-\\d$', '/(?i)ALICE', 'ünal', '+alice'],
  ...['/(l+)\\1', '/l{2}', '/^(?:alice|bob)$', '/\\yd', '/^...nal$', '+root', '/i(?=ce)'],
];
const addresses = [
  ...[
    'all',
    'all',
    '127.0.0.1/32',
    '127.0.0.0/8',
    '127.0.0.2/31',
    '127.0.0.5/30',
    '127.0.0.3 255.255.255.255',
    '::1/128',
  ],
  ...[
    '::/0',
    '0.0.0.0/0',
    '127.0.0.1 255.0.255.1',
    '127.1/32',
    '0x7f.2/32',
    '127/8',
    '::ffff:127.0.0.1/128',
    'samehost',
  ],
  ...[
    'samenet',
    'localhost',
    'LOCALHOST',
    '.host',
    '"all"',
    'ALL',
    'no.such.host.invalid',
    '::2/127',
    '::1 ffff::',
    '10.0.0.0/8',
  ],
  ...['fe80::1%1/10', '127.0.0.1/" 8"', '127.0.0.1/031', '::1/0'],
];

/** A record that every server loads. It mostly asks for a password, as the log then names its line. */
function record(random: Random, major: number): string {
  const types = ['host', 'host', 'host', 'local', 'hostssl', 'hostnossl', ...(major >= 12 ? ['hostnogssenc'] : [])];
  const type = random.pick(types);
  const pick = (words: readonly string[], wide: string) => (random.below(5) < 2 ? wide : random.pick(words));
  const parts = [type, pick(databases, random.pick(['all', 'replication', 'all,replication'])), pick(users, 'all')];
  if (type !== 'local') parts.push(pick(addresses, '127.0.0.0/8'));
  return [...parts, random.pick(['password', 'password', 'password', 'password', 'reject', 'trust'])].join(' ');
}

/** A pg_hba.conf of narrow records. */
export function hbaFile(random: Random, major: number): string {
  return `${Array.from({ length: 30 }, () => record(random, major)).join('\n')}\n`;
}

/** Stands for physical replication, which asks for no database. */
const physical = 'no database';

const asked = [
  physical,
  physical,
  '',
  'all',
  'app',
  'alice',
  'db1',
  'db',
  'Db1',
  'replication',
  'root',
  'ops',
  'ünal',
  '+app',
];
const long = 'x'.repeat(61);

/** An attempt of which everything is known. Loopback addresses are all a test can come from. */
export function attempt(random: Random, ownAddresses: readonly string[]): ConnectionAttempt {
  const user = random.pick(Object.keys(memberships));
  const picked = random.pick([...asked, `${long}ünal`, '/^db', user]);
  const database = picked === physical ? undefined : picked;
  const roles = memberships[user] ?? [];
  if (random.below(6) === 0) return { type: 'local', tls: false, gss: false, database, user, roles };
  return {
    type: 'host',
    tls: random.below(3) === 0,
    gss: false,
    database,
    user,
    roles,
    address: random.pick(ownAddresses),
  };
}

/** The same attempt, of which less is known. */
export function forgetSome(random: Random, known: ConnectionAttempt): ConnectionAttempt {
  const { roles, address, hostName, ...rest } = known;
  return {
    ...rest,
    ...(roles && random.below(2) === 0 ? { roles } : {}),
    ...(address !== undefined && random.below(2) === 0 ? { address } : {}),
    ...(hostName !== undefined && random.below(2) === 0 ? { hostName } : {}),
  };
}
