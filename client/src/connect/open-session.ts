import { promises as dns } from 'node:dns';
import { isIP } from 'node:net';
import type { ClientConfig } from 'pg';
import * as l10n from '../l10n.ts';
import { connectError, isFromServer, isWithoutTls, sqlState } from './connect-failures.ts';
import type { NodeParameters } from './node-parameters.ts';
import { PgSession } from './pg-session.ts';
import { ConnectError, type Session, type SessionPurpose } from './session.ts';
import { SignIn } from './sign-in.ts';
import { type Encryption, encryptions, isSocketFolder } from './tls.ts';
import { type ConnectWorld, hostWorld } from './world.ts';

/** What a session is for, and who opens it. */
export interface SessionWishes {
  readonly purpose: SessionPurpose;
  /** Undefined: that of the parameters (`PGPASSWORD`, service file), if any. */
  readonly password?: string | undefined;
  /** Closes the session at once, also while it is being opened. */
  readonly signal?: AbortSignal | undefined;
  readonly applicationName?: string | undefined;
  /** Milliseconds for one statement, and a little more for the whole answer; undefined: what the purpose allows. */
  readonly answerWithin?: number | undefined;
  /** A connection of physical replication: it takes commands such as IDENTIFY_SYSTEM only. */
  readonly replication?: boolean | undefined;
}

/** Milliseconds for a connection where the conninfo says nothing. */
const connectDeadline = 5000;

/** Milliseconds that the server grants a statement, a lock and an idle transaction. */
const limits = {
  observe: { statement: 10_000, lock: 1000, idle: 10_000 },
  // pg_promote waits for a minute.
  act: { statement: 90_000, lock: 10_000, idle: 10_000 },
} as const;

/** How much more than a statement a whole answer may take: a server that is only slow says so itself. */
const graceOfAnswer = 1.5;

/** Names of functions and operators are those of PostgreSQL, whatever a database defines, and texts are ISO and UTF-8. */
const ownSettings = {
  client_encoding: 'UTF8',
  DateStyle: 'ISO',
  TimeZone: 'UTC',
  search_path: 'pg_catalog',
  // The server notices within two minutes that we are gone without a word.
  tcp_keepalives_idle: '60',
  tcp_keepalives_interval: '20',
  tcp_keepalives_count: '3',
} as const;

/** The `options` of a session: ours come last and win. A backslash at the end of others' would swallow our blank. */
function optionsOf({ options }: NodeParameters, ours: Readonly<Record<string, string>>): string {
  const words = Object.entries(ours).map(([name, value]) => `-c ${name}=${value}`);
  const theirs = options?.replace(/(?<!\\)((?:\\\\)*)\\$/, '$1');
  return [...(theirs ? [theirs] : []), ...words].join(' ');
}

/** Not at the start of the session: `reset_val` of pg_settings is to be what the server itself gives. */
function setAll(ours: Readonly<Record<string, string>>): string {
  return Object.entries(ours)
    .map(([name, value]) => `SET ${name} = '${value}'`)
    .join('; ');
}

/** Where to connect: without SNI to an address, since pg sends every name that it is given. */
async function addressOf({ host, hostaddr, sslsni }: NodeParameters, encryption: Encryption): Promise<string> {
  if (hostaddr !== undefined) return hostaddr;
  if (!encryption || sslsni || isIP(host) !== 0) return host;
  return (await dns.lookup(host)).address;
}

async function connectOnce(
  server: NodeParameters,
  encryption: Encryption,
  wishes: SessionWishes,
  milliseconds: number,
): Promise<PgSession> {
  const { Client } = (await import('pg')).default;
  const { purpose, password = server.password, applicationName = 'PG Replication (VS Code)' } = wishes;
  const { lock, idle } = limits[purpose];
  const statement = wishes.answerWithin ?? limits[purpose].statement;
  const ours = {
    ...ownSettings,
    statement_timeout: String(statement),
    lock_timeout: String(lock),
    idle_in_transaction_session_timeout: String(idle),
    ...(purpose === 'observe' && { default_transaction_read_only: 'on' }),
  };
  const signIn = new SignIn(server, password);
  const config: ClientConfig & { readonly scramMaxIterations: number; readonly replication?: string } = {
    host: await addressOf(server, encryption),
    port: server.port,
    user: server.user,
    database: server.database,
    // A function, so that pg looks neither at PGPASSWORD nor at a passfile of its own accord.
    password: signIn.password,
    application_name: applicationName,
    options: optionsOf(server, wishes.replication ? ours : { client_encoding: ours.client_encoding }),
    ssl: encryption && { ...encryption },
    sslnegotiation: encryption && server.sslnegotiation === 'direct' ? 'direct' : 'postgres',
    enableChannelBinding: encryption !== false && server.channelBinding !== 'disable',
    scramMaxIterations: 5_000_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    types: { getTypeParser: () => String },
    ...(wishes.replication && { replication: 'true' }),
  };
  const givenUp = () => new ConnectError('unreachable', l10n.t('The session with {0} was given up.', server.key));
  if (wishes.signal?.aborted) throw givenUp();
  const client = new Client(config);
  signIn.watch(client);
  const runDeadline = statement * graceOfAnswer;
  const session = new PgSession({ client, server, password, runDeadline, encrypted: encryption !== false });
  const abort = () => session.cut(givenUp());
  wishes.signal?.addEventListener('abort', abort, { once: true });
  client.on('end', () => wishes.signal?.removeEventListener('abort', abort));
  await session.connect(milliseconds);
  try {
    signIn.check();
    checkVersion(session, server);
    if (!wishes.replication) await session.run(setAll(ours));
  } catch (error) {
    await session.close();
    throw error;
  }
  return session;
}

function checkVersion({ versionNumber }: Session, { key }: NodeParameters): void {
  if (versionNumber >= 100_000) return;
  const version = `${Math.floor(versionNumber / 10_000)}.${Math.floor(versionNumber / 100) % 100}`;
  throw new ConnectError(
    'refused',
    l10n.t('{0} runs PostgreSQL {1}: only 10 and later can be looked at.', key, version),
  );
}

/**
 * Whether the other kind of encryption may help, as libpq thinks: where the server refused, or TLS could not be had. Unlike
 * libpq not after a wrong password, which would go over the network again, this time maybe in clear.
 */
function mayFallBack(error: unknown, encryption: Encryption, server: NodeParameters): boolean {
  if (isFromServer(error)) return !/^(?:28P01|3D000|53300|57P0.)$/.test(sqlState(error));
  return encryption !== false && connectError(error, server, undefined).failure === 'tls';
}

/** Of two refusals the one to tell: the second, unless it only says that it must be encrypted as it was at first. */
function worthTelling(errors: readonly unknown[]): unknown {
  const [first, second = first] = errors;
  return sqlState(second) === '28000' && !isWithoutTls(first) ? first : second;
}

/** Throws where it is known before connecting that what is asked for cannot hold. */
function checkPlace({ host, hostaddr, channelBinding }: NodeParameters): void {
  if (host.startsWith('@') && hostaddr === undefined)
    throw new ConnectError(
      'configuration',
      l10n.t('Sockets without a file, such as {0}, are not supported here.', host),
    );
  if (channelBinding === 'require' && isSocketFolder(host) && hostaddr === undefined)
    throw new ConnectError('tls', l10n.t('channel_binding=require cannot hold on a Unix socket, which has no TLS.'));
}

/**
 * Opens a session to one server, bounded by timeouts and read-only for `observe`. Loads pg with the first one. Throws a
 * `ConnectError` with one sentence that helps and has no secret.
 */
export async function openSession(
  server: NodeParameters,
  wishes: SessionWishes,
  world: ConnectWorld = hostWorld(),
): Promise<Session> {
  checkPlace(server);
  const until = Date.now() + (server.connectTimeout || connectDeadline);
  const errors: unknown[] = [];
  for (const encryption of encryptions(server, world)) {
    try {
      return await connectOnce(server, encryption, wishes, Math.max(1, until - Date.now()));
    } catch (error) {
      errors.push(error);
      if (!mayFallBack(error, encryption, server)) break;
    }
  }
  throw connectError(worthTelling(errors), server, wishes.password ?? server.password);
}
