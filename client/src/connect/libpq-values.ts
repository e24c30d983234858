import {
  conninfoInForce,
  conninfoPhrase,
  isSecret,
  looksLikeConninfo,
  maskSecrets,
  newestMajor,
  parseConninfo,
} from '../../../core/src/index.ts';
import * as l10n from '../l10n.ts';
import { conninfoValue } from './libpq-entries.ts';
import { findService } from './service-file.ts';
import { ConnectError } from './session.ts';
import type { ConnectWorld } from './world.ts';

/** The variables of libpq that stand for a keyword (`PQconninfoOptions`). */
const variables: readonly (readonly [keyword: string, variable: string])[] = [
  ['host', 'PGHOST'],
  ['hostaddr', 'PGHOSTADDR'],
  ['port', 'PGPORT'],
  ['user', 'PGUSER'],
  ['dbname', 'PGDATABASE'],
  ['password', 'PGPASSWORD'],
  ['passfile', 'PGPASSFILE'],
  ['connect_timeout', 'PGCONNECT_TIMEOUT'],
  ['options', 'PGOPTIONS'],
  ['channel_binding', 'PGCHANNELBINDING'],
  ['sslmode', 'PGSSLMODE'],
  ['sslnegotiation', 'PGSSLNEGOTIATION'],
  ['sslcert', 'PGSSLCERT'],
  ['sslkey', 'PGSSLKEY'],
  ['sslcertmode', 'PGSSLCERTMODE'],
  ['sslrootcert', 'PGSSLROOTCERT'],
  ['sslcrl', 'PGSSLCRL'],
  ['sslcrldir', 'PGSSLCRLDIR'],
  ['sslsni', 'PGSSLSNI'],
  ['ssl_min_protocol_version', 'PGSSLMINPROTOCOLVERSION'],
  ['ssl_max_protocol_version', 'PGSSLMAXPROTOCOLVERSION'],
  ['requirepeer', 'PGREQUIREPEER'],
  ['require_auth', 'PGREQUIREAUTH'],
  ['gssencmode', 'PGGSSENCMODE'],
];

/** Keywords that narrow whom a session may talk to and that we cannot keep: not kept in silence, but refused. */
const unkept: Readonly<Record<string, RegExp>> = {
  requirepeer: /./,
  require_auth: /./,
  sslcrldir: /./,
  sslpassword: /./,
  sslcertmode: /^(?:disable|require)$/,
  gssencmode: /^require$/,
};

function refusal(message: string): ConnectError {
  return new ConnectError('configuration', maskSecrets(message));
}

/** Reads a connection string; what libpq would not connect with is thrown as one sentence. */
function read(text: string): ReadonlyMap<string, string> {
  const { entries, problems } = parseConninfo(text, newestMajor);
  const [problem] = problems;
  if (problem) {
    const keyword = l10n.t('"{0}" is no keyword that libpq knows', problem.holes['keyword'] ?? '');
    throw refusal(l10n.t('The connection string cannot be used: {0}.', conninfoPhrase(problem) ?? keyword));
  }
  return new Map([...conninfoInForce(entries)].map(([keyword, { value }]) => [keyword, value]));
}

/** Holds values from several places against each other, as libpq does once it has them all. */
function check(values: ReadonlyMap<string, string>): void {
  const text = [...values]
    .filter(([keyword]) => keyword !== 'service' && keyword !== 'servicefile' && !isSecret(keyword))
    .map(([keyword, value]) => `${keyword}=${conninfoValue(value)}`);
  read(text.join(' '));
  for (const [keyword, pattern] of Object.entries(unkept)) {
    if (pattern.test(values.get(keyword) ?? ''))
      throw refusal(l10n.t('{0} cannot be kept here, so nothing is connected to: take it out, or use psql.', keyword));
  }
}

function environment({ env }: ConnectWorld): readonly (readonly [string, string])[] {
  return variables.flatMap(([keyword, variable]) => {
    const value = env[variable];
    return value === undefined || value === '' ? [] : [[keyword, value] as const];
  });
}

/**
 * The value of each keyword as libpq finds it: connection string, then service, then environment; defaults are not among
 * them. A password in the connection string is left out: it has its place in the secret store.
 * Throws `ConnectError` 'configuration'.
 */
export function libpqValues(conninfo: string, world: ConnectWorld): ReadonlyMap<string, string> {
  if (conninfo.trim() !== '' && !looksLikeConninfo(conninfo))
    throw refusal(l10n.t('The connection string is neither keyword=value nor a URI (postgresql://…).'));
  const written = new Map(read(conninfo));
  written.delete('password');
  const service = written.get('service') ?? (world.env['PGSERVICE'] || undefined);
  const group = service === undefined ? undefined : findService(world, service, written.get('servicefile'));
  const values = new Map([...environment(world), ...(group?.values ?? []), ...written]);
  check(values);
  return values;
}
