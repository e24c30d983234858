import { hbaAddress } from '../../syntax/hba-address.ts';
import { defineRule } from '../rule.ts';
import { placeOf } from './hba-fields.ts';

/** Who may connect depends on DNS. */
export const hbaNameNeedsDns = defineRule({
  id: 'hba-name-needs-dns',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: false,
  presets: ['strict'],
  docs: {
    what: 'A record names a host or a domain in the place of an address.',
    why: 'For each connection that reaches the record the server asks DNS twice: for the name of the address, and whether that name leads back to it. Standbys cannot connect while DNS is down or slow, or where the reverse entry is missing or another. Whoever controls the zone decides who may connect.',
    how: 'Write addresses or networks, above all for replication. Put records with names last, so that others need no look-up.',
    see: ['auth-pg-hba-conf.html'],
  },
  messages: { lookUp: 'Needs a reverse entry in DNS that leads back to the client: without it the client is refused.' },

  check(server, report) {
    for (const record of server.hba) {
      const address = hbaAddress(record);
      const isName = address?.kind === 'name' && address.name.toLowerCase() !== 'localhost';
      if (isName) report(placeOf(record, record.address), 'lookUp', {});
    }
  },

  examples: [
    {
      title: 'a host and a domain',
      files: {
        'pg_hba.conf': `
host replication replicator standby-1.internal scram-sha-256
#                           ^^^^^^^^^^^^^^^^^^ lookUp
host all         all        .example.com       scram-sha-256
#                           ^^^^^^^^^^^^ lookUp
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'addresses',
      files: {
        'pg_hba.conf': `
host replication replicator 10.0.0.5/32 scram-sha-256
host all         all        localhost   scram-sha-256
`,
      },
      onServer: { starts: true },
    },
  ],
});
