import type { NodeParameters } from '../connect/node-parameters.ts';

/** A value as it must stand in a connection string. */
function quoted(value: string): string {
  return /^[^\s'\\]+$/.test(value) ? value : `'${value.replace(/['\\]/g, String.raw`\$&`)}'`;
}

/** Not what a standby's owner asked for: what `-R` writes of them is taken out again. */
export const keepalives = [
  ['keepalives_idle', 30],
  ['keepalives_interval', 10],
  ['keepalives_count', 3],
] as const;

/**
 * The connection string that a program of `clientMajor` gets: all that was found out about the server, and never a
 * password. Keywords that its libpq does not know are left out.
 */
export function connectionString(
  server: NodeParameters,
  clientMajor: number,
  more: { readonly applicationName?: string | undefined; readonly withDatabase?: boolean } = {},
): string {
  const words: readonly (readonly [string, string | number | undefined])[] = [
    ['host', server.host],
    ['hostaddr', server.hostaddr],
    ['port', server.port],
    ['user', server.user],
    ['dbname', more.withDatabase ? server.database : undefined],
    ['sslmode', server.sslmode],
    ['sslrootcert', server.sslrootcert],
    ['sslcert', server.sslcert],
    ['sslkey', server.sslkey],
    ['sslcrl', server.sslcrl],
    ['sslsni', clientMajor >= 14 && !server.sslsni ? 0 : undefined],
    ['sslnegotiation', clientMajor >= 17 ? server.sslnegotiation : undefined],
    ['ssl_min_protocol_version', clientMajor >= 13 ? server.sslMinVersion : undefined],
    ['ssl_max_protocol_version', clientMajor >= 13 ? server.sslMaxVersion : undefined],
    ['channel_binding', clientMajor >= 13 && server.channelBinding !== 'prefer' ? server.channelBinding : undefined],
    ['connect_timeout', server.connectTimeout > 0 ? Math.max(2, Math.ceil(server.connectTimeout / 1000)) : undefined],
    // A network that is cut is noticed within a minute, not after the two hours of most systems.
    ...(server.host.startsWith('/') ? [] : keepalives),
    ['options', server.options],
    ['application_name', more.applicationName],
  ];
  return words
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([keyword, value]) => `${keyword}=${quoted(String(value))}`)
    .join(' ');
}
