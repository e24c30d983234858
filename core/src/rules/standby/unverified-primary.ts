import { isLoopback } from '../listen-addresses.ts';
import { keywordPlace, keywordValue, primaryConninfo } from '../primary-conninfo.ts';
import { defineRule } from '../rule.ts';
import { conninfoHosts, isSocket } from './conninfo-hosts.ts';

/** libpq's default, `prefer`, goes on in clear text with whoever answers. */
export const unverifiedPrimary = defineRule({
  id: 'unverified-primary',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  presets: ['strict'],
  docs: {
    what: '`primary_conninfo` leads over a network without `sslmode=verify-full` (or `verify-ca`).',
    why: '`disable`, `allow` and `prefer` (the default, and what `pg_basebackup -R` writes) let the stream, which is the whole database, travel in clear text. `require` encrypts it but, without a root certificate, takes any server for the primary.',
    how: 'Turn `ssl` on on every server and write `sslmode=verify-full sslrootcert=<file of the authority>` (from 16 on `sslrootcert=system` for a public one).',
    see: ['libpq-ssl.html#LIBPQ-SSL-PROTECTION', 'libpq-connect.html#LIBPQ-CONNECT-SSLMODE'],
  },
  messages: {
    clearText: 'sslmode is {sslmode}: the stream, and so all data, may travel over the network in clear text.',
    anyServer: 'require encrypts but checks nobody: whoever answers at this address is taken for the primary.',
  },

  check(server, report) {
    const conninfo = primaryConninfo(server);
    if (!conninfo || keywordValue(conninfo, 'gssencmode') === 'require') return;
    if (conninfoHosts(conninfo).every(({ host }) => isSocket(host) || isLoopback(host))) return;
    const rootCertificate = keywordValue(conninfo, 'sslrootcert');
    const sslmode = keywordValue(conninfo, 'sslmode') || (rootCertificate === 'system' ? 'verify-full' : 'prefer');
    const at = keywordPlace(server, conninfo, 'sslmode');
    if (sslmode === 'require' && rootCertificate === '') report(at, 'anyServer', {});
    if (/^(?:disable|allow|prefer)$/.test(sslmode)) report(at, 'clearText', { sslmode });
  },

  examples: [
    {
      title: 'what pg_basebackup -R writes',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.auto.conf': `
primary_conninfo = 'user=replicator host=192.0.2.1 port=5432 sslmode=prefer'
#                                                                    ^^^^^^ clearText
`,
        'postgresql.conf': '',
      },
      onServer: { starts: true },
    },
    {
      title: 'nothing said of TLS',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=192.0.2.1'
#                  ^^^^^^^^^^^^^^^^ clearText
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'no root certificate',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'postgresql://replicator@192.0.2.1/?sslmode=require'
#                                                              ^^^^^^^ anyServer
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a primary that proves who it is, and one on this machine',
      majors: { first: 12 },
      files: {
        'standby.signal': '',
        'postgresql.conf': `
primary_conninfo = 'host=192.0.2.1 sslmode=verify-full sslrootcert=/etc/ssl/root.crt'
primary_conninfo = 'host=127.0.0.1 port=1'
`,
      },
      onServer: { starts: true },
    },
  ],
});
