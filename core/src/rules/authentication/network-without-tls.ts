import { hasOnlyLocalAddresses } from '../listen-addresses.ts';
import { linesOf, valueOrFile } from '../places.ts';
import { defineRule } from '../rule.ts';

/** TLS is off unless somebody sets it up; Debian's packages do. */
export const networkWithoutTls = defineRule({
  id: 'network-without-tls',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: true,
  presets: ['strict'],
  docs: {
    what: '`ssl` is off on a server that listens to other machines.',
    why: 'Queries, their results and the stream of WAL, which is the whole database, travel in clear text, and no client can know that it talks to this server.',
    how: 'Put a certificate and its key into the data directory (`server.crt`, `server.key` of mode 0600; or name them in `ssl_cert_file` and `ssl_key_file`), set `ssl = on` and reload. Then turn `host` records of pg_hba.conf into `hostssl`.',
    see: ['ssl-tcp.html', 'runtime-config-connection.html#GUC-SSL'],
  },
  messages: {
    clearText: 'ssl is off, and other machines can connect: data and replication travel in clear text.',
  },

  check(server, report) {
    const at = valueOrFile(server, 'ssl');
    if (!at || server.boolean('ssl') || hasOnlyLocalAddresses(server)) return;
    report(at, 'clearText', {}, { related: linesOf(server, 'listen_addresses') });
  },

  examples: [
    {
      title: 'every address, and no TLS',
      files: {
        'postgresql.conf': `
listen_addresses = '127.0.0.1, 0.0.0.0'
ssl = off
#     ^^^ clearText
`,
      },
    },
    {
      title: 'this machine only',
      files: { 'postgresql.conf': "listen_addresses = 'localhost'\n" },
      onServer: { starts: true },
    },
    {
      title: 'every address, with TLS',
      files: {
        'postgresql.conf': `
listen_addresses = '*'
ssl = on
`,
      },
    },
  ],
});
