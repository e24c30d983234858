import { admitsFromElsewhere } from '../hba-reach.ts';
import { defineRule } from '../rule.ts';
import { placeOf, rewriteToken } from './hba-fields.ts';

const readable = ['password', 'ldap', 'radius', 'pam', 'bsd'];
const withoutTls = ['host', 'hostnossl', 'hostnogssenc'];

/** Passwords that anyone on the way can read. */
export const readablePassword = defineRule({
  id: 'readable-password',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'A record takes connections without TLS from other machines and asks for the password as clear text (`password`, `ldap`, `radius`, `pam`, `bsd`).',
    why: 'A client that does not use TLS sends its password readable for everybody on the way, and again with each connection.',
    how: 'Use `hostssl` (with `ssl = on`) for these methods, or `scram-sha-256`, which never sends the password.',
    see: ['auth-password.html', 'auth-methods.html', 'ssl-tcp.html'],
  },
  messages: { readable: 'Without TLS, {method} sends passwords that anyone on the way can read.' },

  check(server, report) {
    for (const record of server.hba) {
      const { type, method } = record;
      if (!readable.includes(method.text) || !withoutTls.includes(type.text) || !admitsFromElsewhere(record)) continue;
      const change = { title: 'Take connections with TLS only (hostssl)', safety: 'unsafe' } as const;
      const canDoTls = server.boolean('ssl') && type.text === 'host';
      const fixes = canDoTls ? rewriteToken(server, record, type, 'hostssl', change) : [];
      report(placeOf(record, method), 'readable', { method: method.text }, { fixes });
    }
  },

  examples: [
    {
      title: 'with and without TLS',
      files: {
        'postgresql.conf': 'ssl = on\n',
        'pg_hba.conf': `
host replication replicator 10.0.0.0/8 password
#                                      ^^^^^^^^ readable
hostnossl all    all        samenet    password
#                                      ^^^^^^^^ readable
`,
      },
      fixed: {
        'pg_hba.conf': `
hostssl replication replicator 10.0.0.0/8 password
hostnossl all    all        samenet    password
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'over TLS, or on this machine',
      files: {
        'postgresql.conf': 'ssl = on\n',
        'pg_hba.conf': `
hostssl all all 10.0.0.0/8   password
host    all all 127.0.0.1/32 password
local   all all              password
host    all all 10.0.0.0/8   scram-sha-256
`,
      },
      onServer: { starts: true },
    },
  ],
});
