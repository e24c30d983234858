import type { ServerKey } from './profile.ts';

export type SslMode = 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';

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
  readonly channelBinding: 'disable' | 'prefer' | 'require';
  /** Milliseconds; 0: as long as it takes, which we bound ourselves. */
  readonly connectTimeout: number;
  readonly options: string | undefined;
}
