import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';
import { placeOf } from './hba-fields.ts';

/** A record for TLS on a server that speaks none. */
export const hostsslWithoutSsl = defineRule({
  id: 'hostssl-without-ssl',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: 'A `hostssl` record while `ssl` is off.',
    why: 'Such a record fits no connection; the server only logs `hostssl record cannot match because SSL is disabled`. Clients are then taken by a later record, which may ask for less, or by none.',
    how: 'Set `ssl = on` and give the server a certificate and a key (`server.crt`, `server.key` in the data directory, or `ssl_cert_file` and `ssl_key_file`).',
    see: ['auth-pg-hba-conf.html', 'ssl-tcp.html'],
  },
  messages: { neverFits: 'ssl is off, so no connection has TLS, and this record takes none.' },

  check(server, report) {
    if (server.boolean('ssl')) return;
    const related = linesOf(server, 'ssl');
    for (const record of server.hba) {
      if (record.type.text === 'hostssl') report(placeOf(record), 'neverFits', {}, { related });
    }
  },

  examples: [
    {
      title: 'ssl is off unless it is set',
      files: {
        'postgresql.conf': 'port = 5433\n',
        'pg_hba.conf': `
hostssl all all 10.0.0.0/8 scram-sha-256
#<^^^^^ neverFits
host    all all 10.0.0.0/8 scram-sha-256
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'ssl is on',
      files: {
        'postgresql.conf': 'ssl = on\n',
        'pg_hba.conf': 'hostssl all all 10.0.0.0/8 scram-sha-256\n',
      },
      onServer: { starts: true },
    },
  ],
});
