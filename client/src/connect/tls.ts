import { isIP } from 'node:net';
import { type ConnectionOptions, checkServerIdentity, getCACertificates, type PeerCertificate } from 'node:tls';
import * as l10n from '../l10n.ts';
import type { NodeParameters } from './node-parameters.ts';
import { ConnectError } from './session.ts';
import { type ConnectWorld, userFile } from './world.ts';

/** One way to try a connection: without TLS, or with it. */
export type Encryption = false | ConnectionOptions;

function refusal(message: string): ConnectError {
  return new ConnectError('configuration', message);
}

/** The text of a file that must be there. */
function textOf(world: ConnectWorld, path: string, what: string): string {
  const text = world.readFile(path);
  if (text === undefined) throw refusal(l10n.t('{0} {1} is not there or cannot be read.', what, path));
  return text;
}

/** What the system trusts; where it has no such list, what node brings. */
function systemRoots(): readonly string[] {
  const roots = getCACertificates('system');
  return roots.length > 0 ? roots : getCACertificates('bundled');
}

/** Whom to trust; undefined: whoever answers. A root file that is there is used in every sslmode. */
function trusted({ sslmode, sslrootcert }: NodeParameters, world: ConnectWorld): readonly string[] | undefined {
  if (sslrootcert === 'system') return systemRoots();
  const path = sslrootcert ?? userFile(world, 'root.crt');
  if (world.facts(path) !== undefined) return [textOf(world, path, l10n.t('The root certificate file'))];
  if (!sslmode.startsWith('verify')) return undefined;
  throw refusal(
    l10n.t(
      'sslmode={0} needs the root certificate file {1}, which is not there: provide it, or write sslrootcert=system to trust what the system trusts.',
      sslmode,
      path,
    ),
  );
}

/** Revoked certificates; a file that is named must be there, the default one need not. */
function revoked({ sslcrl }: NodeParameters, world: ConnectWorld): string | undefined {
  if (sslcrl !== undefined) return textOf(world, sslcrl, l10n.t('The revocation list (sslcrl)'));
  return world.readFile(userFile(world, 'root.crl'));
}

/** Whether others than its owner could use a key: its group may read it only where root owns it. */
function isOpen(world: ConnectWorld, path: string): boolean {
  const facts = world.facts(path);
  if (!facts || world.platform === 'win32') return false;
  return (facts.mode & (facts.owner === 0 ? 0o037 : 0o077)) !== 0;
}

/** The certificate that says who we are, with its key; {} without one. A certificate that is not there is not sent. */
function ownCertificate(
  { sslcert, sslkey }: NodeParameters,
  world: ConnectWorld,
): Pick<ConnectionOptions, 'cert' | 'key'> {
  const cert = world.readFile(sslcert ?? userFile(world, 'postgresql.crt'));
  if (cert === undefined) return {};
  const path = sslkey ?? userFile(world, 'postgresql.key');
  const key = textOf(world, path, l10n.t('There is a client certificate, but its private key file'));
  if (isOpen(world, path))
    throw refusal(
      l10n.t('The private key file {0} can be read by others, so it is not used: chmod 0600 makes it good.', path),
    );
  if (/ENCRYPTED/.test(key))
    throw refusal(l10n.t('The private key file {0} has a passphrase, which is not supported here.', path));
  return { cert, key };
}

/** Undefined: the certificate is that of this host. libpq also takes the common name for an address without any SAN. */
function nameProblem(host: string, certificate: PeerCertificate): Error | undefined {
  const isBare = certificate.subjectaltname === undefined;
  if (isBare && isIP(host) !== 0 && certificate.subject.CN === host) return undefined;
  return checkServerIdentity(host, certificate);
}

const versions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;

/** Node's name of a version of TLS, which libpq takes in any case. */
function versionOf(text: string | undefined): (typeof versions)[number] | undefined {
  return versions.find((version) => version.toLowerCase() === text?.toLowerCase());
}

/** What TLS must hold for this server, in the options of node. Reads the files that are needed. */
function tlsOptions(server: NodeParameters, world: ConnectWorld): ConnectionOptions {
  const { host, sslmode, sslsni, sslMinVersion, sslMaxVersion } = server;
  const ca = trusted(server, world);
  const crl = ca && revoked(server, world);
  const minVersion = versionOf(sslMinVersion);
  const maxVersion = versionOf(sslMaxVersion);
  return {
    rejectUnauthorized: ca !== undefined,
    ...(ca && { ca: [...ca] }),
    ...(crl !== undefined && { crl }),
    ...ownCertificate(server, world),
    ...(sslsni && isIP(host) === 0 && { servername: host }),
    ...(minVersion && { minVersion }),
    ...(maxVersion && { maxVersion }),
    checkServerIdentity: (_, certificate) => (sslmode === 'verify-full' ? nameProblem(host, certificate) : undefined),
  };
}

/** Whether a host is the folder of a Unix socket, where libpq does not look at sslmode. */
export function isSocketFolder(host: string): boolean {
  return host.startsWith('/') || host.startsWith('@');
}

/**
 * The ways to try, in order, with libpq's meaning of sslmode: the second one only where the first is refused. Throws
 * `ConnectError` 'configuration' where a file that is needed cannot be used.
 */
export function encryptions(server: NodeParameters, world: ConnectWorld): readonly Encryption[] {
  const isSocket = isSocketFolder(server.host) && server.hostaddr === undefined;
  if (isSocket || server.sslmode === 'disable') return [false];
  const tls = tlsOptions(server, world);
  if (server.sslmode === 'allow') return [false, tls];
  return server.sslmode === 'prefer' ? [tls, false] : [tls];
}
