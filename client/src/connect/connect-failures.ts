import { maskSecrets } from '../../../core/src/index.ts';
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

const refused: Sentence = ({ key }, words) => ['refused', `${key} refuses: ${words}.`];
const notReady: Sentence = ({ key }, words) => ['notReady', `${key} is not ready: ${words}.`];

/** What a server says at the door, by SQLSTATE. */
const answers: Readonly<Record<string, Sentence>> = {
  '28P01': ({ key, user }) => ['passwordWrong', `${key} does not accept the password of ${user}.`],
  '3D000': ({ key, database }) => ['refused', `There is no database "${database}" on ${key}.`],
  '53300': ({ key }, words) => ['refused', `${key} has no connection left: ${words}.`],
  '57P01': notReady,
  '57P02': notReady,
  '57P03': notReady,
};

function fromServer(server: NodeParameters, { message, code, routine }: Thrown, password: string | undefined) {
  const words = plainWords(message, password).replace(/\.$/, '');
  const [failure, sentence] = (answers[code] ?? refused)(server, words);
  const isHba = code === '28000' && routine === 'ClientAuthentication';
  const advice = ' Its pg_hba.conf decides who comes in, from where, and how encrypted.';
  return new ConnectError(failure, isHba ? sentence + advice : sentence);
}

/** Whether a server said that it has no TLS. */
export function isWithoutTls(error: unknown): boolean {
  return /does not support SSL/.test(thrown(error).message);
}

/** What the network says, by node's word. */
const network: Readonly<Record<string, (server: NodeParameters) => string>> = {
  ECONNREFUSED: ({ key }) =>
    `Nobody listens on ${key}: is the server running, and does its listen_addresses let it be reached from here?`,
  ENOENT: ({ host, port }) => `No server listens in ${host}: there is no socket .s.PGSQL.${port}.`,
  EACCES: ({ key }) => `The socket of ${key} may not be used by this user.`,
  ENOTFOUND: ({ host }) => `The name ${host} is not known: no address was found for it.`,
  EAI_AGAIN: ({ host }) => `The name ${host} could not be looked up: the name service does not answer.`,
  ETIMEDOUT: ({ key }) => `${key} does not answer: a firewall may be in the way.`,
  EHOSTUNREACH: ({ key }) => `There is no way to ${key} on the network.`,
  ENETUNREACH: ({ key }) => `There is no way to ${key} on the network.`,
  ECONNRESET: ({ key }) => `${key} closed the connection.`,
  EPIPE: ({ key }) => `${key} closed the connection.`,
};

const certificates: Readonly<Record<string, string>> = {
  ERR_TLS_CERT_ALTNAME_INVALID: 'is not made out to this host name (sslmode=verify-full)',
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  CERT_REVOKED: 'has been revoked',
  UNABLE_TO_GET_CRL: 'cannot be checked: the revocation list is not that of its issuer',
};

/** Codes of OpenSSL and of node where a certificate or a handshake fails. */
const isTlsCode =
  /^(?:CERT_|CRL_|ERR_TLS|ERR_SSL|ERR_OSSL|EPROTO|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|INVALID_CA|PATH_LENGTH|HOSTNAME_MISMATCH)/;

function tlsSentence({ key }: NodeParameters, { code, message }: Thrown): string {
  const about = certificates[code];
  if (about !== undefined) return `The certificate of ${key} ${about}.`;
  if (/^(?:UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|INVALID_CA|PATH_LENGTH)/.test(code))
    return `The certificate of ${key} is not signed by an authority in the root certificate file (sslrootcert).`;
  return `TLS with ${key} fails: ${plainWords(message, undefined)}.`;
}

/** Sentences of pg itself, which has no codes for them. */
function fromClient(server: NodeParameters, error: unknown, password: string | undefined): ConnectError {
  const { message } = thrown(error);
  const { key } = server;
  if (isWithoutTls(error))
    return new ConnectError('tls', `${key} has no TLS (ssl = off), which sslmode=${server.sslmode} asks for.`);
  if (/establishing an SSL connection/.test(message))
    return new ConnectError('tls', `${key} does not answer as a PostgreSQL server when it is asked for TLS.`);
  if (/^SASL: .*signature/.test(message))
    return new ConnectError('refused', `${key} does not prove that it knows the password: it may not be your server.`);
  if (/terminated/.test(message)) return new ConnectError('unreachable', `${key} closed the connection.`);
  return new ConnectError('refused', `No session with ${key}: ${plainWords(message, password).replace(/\.$/, '')}.`);
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
