import type { HbaRecord, HbaToken } from '../../../core/src/index.ts';
import { l10n } from '../l10n.ts';

const mostNames = 3;

/** Whether a record speaks of physical replication. */
export function isForReplication({ databases }: HbaRecord): boolean {
  return databases.some(({ text, quoted }) => text === 'replication' && !quoted);
}

/** Whom a record lets in for replication, from where and by what proof: one phrase, without options. */
export function recordInWords({ type, users, address, mask, method }: HbaRecord): string {
  const from = address && fromWhere(address);
  const place = from !== undefined && mask ? l10n.t('{0} (mask {1})', from, mask.text) : from;
  const isRefused = method.text === 'reject';
  const proof = isRefused ? undefined : proofOf(method.text, type.text);
  const parts = [place, connectionOf(type.text), proof].filter((part) => part !== undefined).join(', ');
  const roles = rolesInWords(users);
  return isRefused
    ? l10n.t('Replication: turns away {0} {1}', roles, parts)
    : l10n.t('Replication: lets in {0} {1}', roles, parts);
}

function fromWhere({ text, quoted }: HbaToken): string {
  switch (quoted ? undefined : text) {
    case 'all':
      return l10n.t('from anywhere');
    case 'samehost':
      return l10n.t('from this machine');
    case 'samenet':
      return l10n.t('from the networks of this machine');
    default:
      return l10n.t('from {0}', text);
  }
}

function connectionOf(type: string): string | undefined {
  switch (type) {
    case 'local':
      return l10n.t('over the local socket');
    case 'hostssl':
      return l10n.t('over TLS');
    case 'hostnossl':
      return l10n.t('without TLS');
    case 'hostgssenc':
      return l10n.t('encrypted by GSSAPI');
    case 'hostnogssenc':
      return l10n.t('without GSSAPI encryption');
    default:
      return undefined;
  }
}

/** On a local socket `ident` is another word for `peer`. */
function proofOf(method: string, type: string): string {
  switch (method === 'ident' && type === 'local' ? 'peer' : method) {
    case 'trust':
      return l10n.t('without any proof');
    case 'scram-sha-256':
      return l10n.t('by a SCRAM password');
    case 'md5':
      return l10n.t('by a password');
    case 'password':
      return l10n.t('by a password in clear text');
    case 'peer':
      return l10n.t('by the name of the operating system user');
    case 'ident':
      return l10n.t('by the word of an ident server');
    case 'cert':
      return l10n.t('by a client certificate');
    case 'gss':
      return l10n.t('by Kerberos');
    case 'sspi':
      return l10n.t('by Windows sign-on');
    case 'oauth':
      return l10n.t('by a bearer token');
    default:
      return l10n.t('by {0}', method);
  }
}

function rolesInWords(users: readonly HbaToken[]): string {
  if (users.some(({ text, quoted }) => text === 'all' && !quoted)) return l10n.t('every role');
  const names = users.map(({ text, quoted }) => {
    if (text.startsWith('/')) return l10n.t('roles that match {0}', text.slice(1));
    return text.startsWith('+') && !quoted ? l10n.t('members of {0}', text.slice(1)) : text;
  });
  const more = names.length - mostNames;
  return more > 0 ? l10n.t('{0} and {1} more', names.slice(0, mostNames).join(', '), more) : names.join(', ');
}
