import type { HbaRecord } from '../../syntax/hba.ts';
import { admitsFromElsewhere, takesReplication } from '../hba-reach.ts';
import { defineRule } from '../rule.ts';
import { asksForCertificate, placeOf, rewriteToken, shortened } from './hba-fields.ts';

/** hostgssenc asks for a Kerberos ticket before the record is looked at. */
function trustsFromElsewhere(record: HbaRecord): boolean {
  if (record.method.text !== 'trust' || record.type.text === 'hostgssenc') return false;
  return admitsFromElsewhere(record) && !asksForCertificate(record);
}

/** Nobody has to prove anything. */
export const trustFromElsewhere = defineRule({
  id: 'trust-from-elsewhere',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'A record with the method `trust` takes connections from other machines.',
    why: 'Whoever reaches the port from such an address is let in as any role the record names, superusers included, without a password. With `replication` he can copy the whole cluster.',
    how: 'Use `scram-sha-256`, `cert` or another method that asks for a proof. Roles need a password then: `\\password` in psql.',
    see: ['auth-trust.html', 'auth-password.html'],
  },
  messages: {
    replication: 'Anyone at {address} may copy the whole cluster: trust asks for no password.',
    connection: 'Anyone at {address} is let in as any role named here: trust asks for no password.',
  },

  check(server, report) {
    for (const record of server.hba.filter(trustsFromElsewhere)) {
      const address = shortened(record.address?.text ?? '');
      const title = 'Ask for a password (scram-sha-256)';
      const fixes = rewriteToken(server, record, record.method, 'scram-sha-256', { title, safety: 'unsafe' });
      const id = takesReplication(record) ? 'replication' : 'connection';
      report(placeOf(record, record.method), id, { address }, { fixes });
    }
  },

  examples: [
    {
      title: 'a network and the world',
      files: {
        'pg_hba.conf': `
local all         all                            trust
host  replication all  10.0.0.0/8                trust
#                                                ^^^^^ replication
host  all         all  0.0.0.0/0                 trust
#                                                ^^^^^ connection
`,
      },
      fixed: {
        'pg_hba.conf': `
local all         all                            trust
host  replication all  10.0.0.0/8                scram-sha-256
host  all         all  0.0.0.0/0                 scram-sha-256
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'this machine only, as initdb writes it',
      files: {
        'pg_hba.conf': `
local   all             all                                     trust
host    all             all             127.0.0.1/32            trust
host    all             all             ::1/128                 trust
local   replication     all                                     trust
host    replication     all             127.0.0.1 255.255.255.255 trust
host    replication     all             localhost               trust
`,
      },
      onServer: { starts: true },
    },
  ],
});
