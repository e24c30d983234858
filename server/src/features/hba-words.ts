import type { HbaRecord, HbaToken } from '../../../core/src/index.ts';

const connections: Readonly<Record<string, string>> = {
  local: 'over the local socket',
  hostssl: 'over TLS',
  hostnossl: 'without TLS',
  hostgssenc: 'encrypted by GSSAPI',
  hostnogssenc: 'without GSSAPI encryption',
};

const proofs: Readonly<Record<string, string>> = {
  trust: 'without any proof',
  'scram-sha-256': 'by a SCRAM password',
  md5: 'by a password',
  password: 'by a password in clear text',
  peer: 'by the name of the operating system user',
  ident: 'by the word of an ident server',
  cert: 'by a client certificate',
  gss: 'by Kerberos',
  sspi: 'by Windows sign-on',
  oauth: 'by a bearer token',
};

const addresses: Readonly<Record<string, string>> = {
  all: 'anywhere',
  samehost: 'this machine',
  samenet: 'the networks of this machine',
};

const mostNames = 3;

/** Whether a record speaks of physical replication. */
export function isForReplication({ databases }: HbaRecord): boolean {
  return databases.some(({ text, quoted }) => text === 'replication' && !quoted);
}

/** Whom a record lets in for replication, from where and by what proof: one phrase, without options. */
export function recordInWords({ type, users, address, mask, method }: HbaRecord): string {
  const verb = method.text === 'reject' ? 'turns away' : 'lets in';
  const from = address && `from ${(address.quoted ? undefined : addresses[address.text]) ?? address.text}`;
  const place = from !== undefined && mask ? `${from} (mask ${mask.text})` : from;
  const proof = method.text === 'reject' ? undefined : proofOf(method.text, type.text);
  const parts = [place, connections[type.text], proof].filter((part) => part !== undefined);
  return `${verb} ${rolesInWords(users)} ${parts.join(', ')}`;
}

/** On a local socket `ident` is another word for `peer`. */
function proofOf(method: string, type: string): string {
  const meant = method === 'ident' && type === 'local' ? 'peer' : method;
  return proofs[meant] ?? `by ${meant}`;
}

function rolesInWords(users: readonly HbaToken[]): string {
  if (users.some(({ text, quoted }) => text === 'all' && !quoted)) return 'every role';
  const names = users.map(({ text, quoted }) => {
    if (text.startsWith('/')) return `roles that match ${text.slice(1)}`;
    return text.startsWith('+') && !quoted ? `members of ${text.slice(1)}` : text;
  });
  const more = names.length - mostNames;
  return more > 0 ? `${names.slice(0, mostNames).join(', ')} and ${more} more` : names.join(', ');
}
