import { conninfoList, parseConninfoInteger } from '../../../core/src/index.ts';
import * as l10n from '../l10n.ts';
import { libpqValues } from './libpq-values.ts';
import { defaultPassfile } from './passfile.ts';
import type { ServerKey } from './profile.ts';
import { ConnectError } from './session.ts';
import type { ConnectWorld } from './world.ts';

type SslMode = 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';

/** All that libpq would use for one host of a conninfo: conninfo, service, environment and defaults put together. */
export interface NodeParameters {
  readonly key: ServerKey;
  /** A name, an address or, beginning with a slash (or `@`), the folder of a Unix socket. */
  readonly host: string;
  /** Connect here, while `host` is what a certificate must name. */
  readonly hostaddr: string | undefined;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** From `PGPASSWORD` or the service file only: a profile has none. Memory of this process only. */
  readonly password: string | undefined;
  readonly passfile: string;
  readonly sslmode: SslMode;
  /** `system`, or a path; undefined: libpq's default file, if it is there. */
  readonly sslrootcert: string | undefined;
  readonly sslcert: string | undefined;
  readonly sslkey: string | undefined;
  readonly sslcrl: string | undefined;
  readonly sslsni: boolean;
  /** Start with the TLS handshake, without asking first (17+); undefined: ask. */
  readonly sslnegotiation?: 'direct';
  /** Oldest and newest version of TLS, by libpq's names; undefined: TLSv1.2 and the newest. */
  readonly sslMinVersion?: string;
  readonly sslMaxVersion?: string;
  readonly channelBinding: 'disable' | 'prefer' | 'require';
  /** Milliseconds; 0: as long as it takes, which we bound ourselves. */
  readonly connectTimeout: number;
  readonly options: string | undefined;
}

/** One place of the lists `host`, `hostaddr` and `port`. */
interface Place {
  readonly host: string;
  readonly hostaddr: string | undefined;
  readonly port: number;
}

/** All values of all lists in their places; empty items stand for the default. The counts have been checked before. */
function places(values: ReadonlyMap<string, string>, world: ConnectWorld): readonly Place[] {
  const [hosts, addresses, ports] = ['host', 'hostaddr', 'port'].map((keyword) => conninfoList(values.get(keyword)));
  const count = Math.max(1, hosts?.length ?? 0, addresses?.length ?? 0);
  return Array.from({ length: count }, (_, index) => {
    const port = Number((ports?.length === 1 ? ports[0] : ports?.[index]) || 5432);
    const hostaddr = addresses?.[index] || undefined;
    return { host: hosts?.[index] || hostaddr || defaultHost(port, world), hostaddr, port };
  });
}

/** The folder where a server listens; libpq knows only the folder it was built with, which is one of these. */
function defaultHost(port: number, { facts, platform }: ConnectWorld): string {
  const folders = platform === 'win32' ? [] : ['/var/run/postgresql', '/tmp'];
  return folders.find((folder) => facts(`${folder}/.s.PGSQL.${port}`)?.kind === 'socket') ?? 'localhost';
}

/** The key of a server: an IPv6 address has brackets. */
function serverKey(host: string, port: number): ServerKey {
  return `${/^[^/@].*:/.test(host) || host.startsWith(':') ? `[${host}]` : host}:${port}`;
}

const sslModes: readonly SslMode[] = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'];
const bindings = ['disable', 'prefer', 'require'] as const;

function sslModeOf(values: ReadonlyMap<string, string>): SslMode {
  const byDefault = values.get('sslrootcert') === 'system' ? 'verify-full' : 'prefer';
  return sslModes.find((mode) => mode === values.get('sslmode')) ?? byDefault;
}

function timeoutOf(text: string | undefined): number {
  if (text === undefined || text === '') return 0;
  const seconds = parseConninfoInteger(text, false);
  if (seconds === undefined)
    throw new ConnectError(
      'configuration',
      l10n.t('connect_timeout must be a whole number of seconds, not "{0}".', text),
    );
  return Math.max(0, seconds * 1000);
}

/** What all hosts of a conninfo have in common. */
function common(values: ReadonlyMap<string, string>, world: ConnectWorld): Omit<NodeParameters, 'key' | keyof Place> {
  const get = (keyword: string) => values.get(keyword) || undefined;
  const user = get('user') ?? world.userName;
  const [sslMinVersion, sslMaxVersion] = [get('ssl_min_protocol_version'), get('ssl_max_protocol_version')];
  return {
    user,
    database: get('dbname') ?? user,
    password: get('password'),
    passfile: get('passfile') ?? defaultPassfile(world),
    sslmode: sslModeOf(values),
    sslrootcert: get('sslrootcert'),
    sslcert: get('sslcert'),
    sslkey: get('sslkey'),
    sslcrl: get('sslcrl'),
    sslsni: (get('sslsni') ?? '1').startsWith('1'),
    ...(get('sslnegotiation') === 'direct' && { sslnegotiation: 'direct' as const }),
    ...(sslMinVersion !== undefined && { sslMinVersion }),
    ...(sslMaxVersion !== undefined && { sslMaxVersion }),
    channelBinding: bindings.find((word) => word === values.get('channel_binding')) ?? 'prefer',
    connectTimeout: timeoutOf(get('connect_timeout')),
    options: get('options'),
  };
}

/**
 * One server for each host of a connection string, put together as libpq does: conninfo, service, environment, defaults.
 * A host and port that is written twice is one server. Throws `ConnectError` 'configuration' with one sentence.
 */
export function nodeParameters(conninfo: string, world: ConnectWorld): readonly NodeParameters[] {
  const values = libpqValues(conninfo, world);
  const shared = common(values, world);
  const nodes = new Map<ServerKey, NodeParameters>();
  for (const place of places(values, world)) {
    const key = serverKey(place.host, place.port);
    if (!nodes.has(key)) nodes.set(key, { key, ...place, ...shared });
  }
  return [...nodes.values()];
}
