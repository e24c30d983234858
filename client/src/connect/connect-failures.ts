import { maskSecrets } from '../../../core/src/index.ts';
import * as l10n from '../l10n.ts';
import type { NodeParameters } from './node-parameters.ts';
import { ConnectError, type ConnectFailure } from './session.ts';
import { isSocketFolder } from './tls.ts';

/** What node and pg put on their errors. */
interface Thrown {
  readonly message: string;
  /** SQLSTATE, or node's word such as ECONNREFUSED. */
  readonly code: string;
  /** The function of the server that spoke; undefined: it was not the server. */
  readonly routine: string | undefined;
  /** The severity as the server writes it, in its language. */
  readonly severity: string | undefined;
}

function thrown(error: unknown): Thrown {
  const field = (name: string) => {
    const value = error instanceof Error && name in error ? Reflect.get(error, name) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  const message = error instanceof Error ? error.message : String(error);
  return { message, code: field('code') ?? '', routine: field('routine'), severity: field('severity') };
}

/** A server's words as plain characters of one line, without secrets: hostile until then. At most 500 characters. */
export function plainWords(text: string, password: string | undefined): string {
  const masked = maskSecrets(password === undefined || password.length < 4 ? text : text.replaceAll(password, '****'));
  const plain = masked.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
  return plain.length > 500 ? `${plain.slice(0, 499)}…` : plain;
}

/** Whether the error came from the server, as an ErrorResponse. */
export function isFromServer(error: unknown): boolean {
  const { code, severity } = thrown(error);
  return severity !== undefined && /^[0-9A-Z]{5}$/.test(code);
}

/** Whether the server ended the connection with this error (or never had one): what it says is not about a statement. */
export function endsConnection(error: unknown): boolean {
  return !isFromServer(error) || /^(?:08|57P|25P03|25P04)/.test(thrown(error).code);
}

/** SQLSTATE of an error of the server. */
export function sqlState(error: unknown): string {
  return thrown(error).code;
}

type Sentence = (server: NodeParameters, words: string) => readonly [ConnectFailure, string];

const refused: Sentence = ({ key }, words) => ['refused', l10n.t('{0} refuses: {1}.', key, words)];
const notReady: Sentence = ({ key }, words) => ['notReady', l10n.t('{0} is not ready: {1}.', key, words)];

/** What a server says at the door, by SQLSTATE. */
const answers: Readonly<Record<string, Sentence>> = {
  '28P01': ({ key, user }) => ['passwordWrong', l10n.t('{0} does not accept the password of {1}.', key, user)],
  '3D000': ({ key, database }) => ['refused', l10n.t('There is no database "{0}" on {1}.', database, key)],
  '53300': ({ key }, words) => ['refused', l10n.t('{0} has no connection left: {1}.', key, words)],
  '57P01': notReady,
  '57P02': notReady,
  '57P03': notReady,
};

function fromServer(server: NodeParameters, { message, code, routine }: Thrown, password: string | undefined) {
  const words = plainWords(message, password).replace(/\.$/, '');
  const [failure, sentence] = (answers[code] ?? refused)(server, words);
  const isHba = code === '28000' && routine === 'ClientAuthentication';
  const advice = l10n.t(' Its pg_hba.conf decides who comes in, from where, and how encrypted.');
  return new ConnectError(failure, isHba ? sentence + advice : sentence);
}

/** Whether a server said that it has no TLS. */
export function isWithoutTls(error: unknown): boolean {
  return /does not support SSL/.test(thrown(error).message);
}

/** What the network says, by node's word. */
const network: Readonly<Record<string, (server: NodeParameters) => string>> = {
  ECONNREFUSED: ({ key }) =>
    l10n.t(
      'Nobody listens on {0}: is the server running, and does its listen_addresses let it be reached from here?',
      key,
    ),
  ENOENT: ({ host, port }) => l10n.t('No server listens in {0}: there is no socket .s.PGSQL.{1}.', host, port),
  EACCES: ({ key }) => l10n.t('The socket of {0} may not be used by this user.', key),
  ENOTFOUND: ({ host }) => l10n.t('The name {0} is not known: no address was found for it.', host),
  EAI_AGAIN: ({ host }) => l10n.t('The name {0} could not be looked up: the name service does not answer.', host),
  ETIMEDOUT: ({ key }) => l10n.t('{0} does not answer: a firewall may be in the way.', key),
  EHOSTUNREACH: ({ key }) => l10n.t('There is no way to {0} on the network.', key),
  ENETUNREACH: ({ key }) => l10n.t('There is no way to {0} on the network.', key),
  ECONNRESET: ({ key }) => l10n.t('{0} closed the connection.', key),
  EPIPE: ({ key }) => l10n.t('{0} closed the connection.', key),
};

const certificates: Readonly<Record<string, string>> = {
  ERR_TLS_CERT_ALTNAME_INVALID: l10n.t('is not made out to this host name (sslmode=verify-full)'),
  CERT_HAS_EXPIRED: l10n.t('has expired'),
  CERT_NOT_YET_VALID: l10n.t('is not valid yet'),
  CERT_REVOKED: l10n.t('has been revoked'),
  UNABLE_TO_GET_CRL: l10n.t('cannot be checked: the revocation list is not that of its issuer'),
};

/** Codes of OpenSSL and of node where a certificate or a handshake fails. */
const isTlsCode =
  /^(?:CERT_|CRL_|ERR_TLS|ERR_SSL|ERR_OSSL|EPROTO|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|INVALID_CA|PATH_LENGTH|HOSTNAME_MISMATCH)/;

function tlsSentence({ key }: NodeParameters, { code, message }: Thrown): string {
  const about = certificates[code];
  if (about !== undefined) return l10n.t('The certificate of {0} {1}.', key, about);
  if (/^(?:UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|INVALID_CA|PATH_LENGTH)/.test(code))
    return l10n.t(
      'The certificate of {0} is not signed by an authority in the root certificate file (sslrootcert).',
      key,
    );
  return l10n.t('TLS with {0} fails: {1}.', key, plainWords(message, undefined));
}

/** Sentences of pg itself, which has no codes for them. */
function fromClient(server: NodeParameters, error: unknown, password: string | undefined): ConnectError {
  const { message } = thrown(error);
  const { key } = server;
  if (isWithoutTls(error))
    return new ConnectError(
      'tls',
      l10n.t('{0} has no TLS (ssl = off), which sslmode={1} asks for.', key, server.sslmode),
    );
  if (/establishing an SSL connection/.test(message))
    return new ConnectError('tls', l10n.t('{0} does not answer as a PostgreSQL server when it is asked for TLS.', key));
  if (/^SASL: .*signature/.test(message))
    return new ConnectError(
      'refused',
      l10n.t('{0} does not prove that it knows the password: it may not be your server.', key),
    );
  if (/terminated/.test(message)) return new ConnectError('unreachable', l10n.t('{0} closed the connection.', key));
  return new ConnectError(
    'refused',
    l10n.t('No session with {0}: {1}.', key, plainWords(message, password).replace(/\.$/, '')),
  );
}

/** One sentence that helps, whatever went wrong on the way to a server; never with a secret. */
export function connectError(error: unknown, server: NodeParameters, password: string | undefined): ConnectError {
  if (error instanceof ConnectError) return error;
  const facts = thrown(error);
  if (isFromServer(error)) return fromServer(server, facts, password);
  const sentence = network[facts.code];
  if (sentence && !(facts.code === 'ENOENT' && !isSocketFolder(server.host)))
    return new ConnectError('unreachable', sentence(server));
  if (isTlsCode.test(facts.code)) return new ConnectError('tls', tlsSentence(server, facts));
  return fromClient(server, error, password);
}
