import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConnectWorld } from '../../client/src/connect/world.ts';
import type { Major } from '../../core/src/index.ts';
import { PostgresServer, writeServerFile } from '../../tools/postgres/postgres-server.ts';
import { CertificateAuthority, type Issued } from './certificate-authority.ts';
import { ask, bareWorld, setHba } from './sessions.ts';

const records = (major: Major) => `
hostssl all tlsonly 127.0.0.1/32 trust
hostnossl all plainonly 127.0.0.1/32 trust
hostnossl all plainpass 127.0.0.1/32 password
host all either 127.0.0.1/32 trust
host all scram 127.0.0.1/32 scram-sha-256
hostssl all certuser 127.0.0.1/32 cert
hostssl all twofold 127.0.0.1/32 scram-sha-256 clientcert=${major < 12 ? 1 : 'verify-ca'}`;

const roles = `set password_encryption = 'scram-sha-256';
create role tlsonly login; create role plainonly login; create role plainpass login password 'correct horse'; create role either login;
create role certuser login;
create role scram login password 'correct horse'; create role twofold login password 'correct horse';`;

export const right = { password: 'correct horse' };

/** Whether a session is encrypted, as its server says. */
export const sslQuestion = 'select ssl from pg_stat_ssl where pid = pg_backend_pid()';

/** A server with TLS on 127.0.0.1, whose certificate is made out to localhost, and two authorities. */
export class TlsSite {
  readonly server: PostgresServer;
  readonly authority = new CertificateAuthority();
  /** Has signed nothing. */
  readonly stranger = new CertificateAuthority('Another Authority');
  readonly named = this.authority.issue('server', 'ignored', 'DNS:localhost');

  private constructor(server: PostgresServer) {
    this.server = server;
  }

  static async start(major: Major): Promise<TlsSite> {
    const site = new TlsSite(await PostgresServer.start(major));
    const { server, authority, named } = site;
    writeServerFile(join(server.data, 'root.crt'), readFileSync(authority.root, 'utf8'));
    site.#write(named);
    await server.query("alter system set ssl_ca_file = 'root.crt'");
    await server.query('alter system set ssl = on');
    await server.query(roles);
    await site.show(named);
    return site;
  }

  /** The server shows another certificate from now on. */
  async show(issued: Issued): Promise<void> {
    this.#write(issued);
    await setHba(this.server, records(this.server.major));
  }

  /** A conninfo for the server under the name localhost. */
  to(words: string): string {
    return `hostaddr=127.0.0.1 host=localhost port=${this.server.port} dbname=postgres ${words}`;
  }

  async isEncrypted(words: string, world = bareWorld): Promise<boolean> {
    return (await ask(this.to(words), sslQuestion, right, world)) === 't';
  }

  async discard(): Promise<void> {
    await this.server.discard();
    this.authority.discard();
    this.stranger.discard();
  }

  #write({ certificateText, keyText }: Issued): void {
    writeServerFile(join(this.server.data, 'server.crt'), certificateText);
    writeServerFile(join(this.server.data, 'server.key'), keyText);
  }
}

/** A home with files in ~/.postgresql: their names, and where they really are. */
export function homeWith(files: Readonly<Record<string, string>>): ConnectWorld {
  const real = (path: string) => files[path.replace('/nowhere/.postgresql/', '')] ?? path;
  const { readFile, facts } = bareWorld;
  return { ...bareWorld, readFile: (path) => readFile(real(path)), facts: (path) => facts(real(path)) };
}
