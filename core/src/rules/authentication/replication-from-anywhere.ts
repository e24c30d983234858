import { reachOf, takesReplication } from '../hba-reach.ts';
import { defineRule } from '../rule.ts';
import { asksForCertificate, placeOf } from './hba-fields.ts';

/** Methods that a stolen or guessed password is enough for. */
const passwordMethods = ['scram-sha-256', 'md5', 'password', 'ldap', 'radius', 'pam', 'bsd'];

/** Replication from every address, with no more than a password between. */
export const replicationFromAnywhere = defineRule({
  id: 'replication-from-anywhere',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: 'A record for `replication` takes every address (`all`, `0.0.0.0/0`, `::/0`) and asks for a password only.',
    why: 'Whoever has the password of a replication role can copy the whole cluster from any machine that reaches the port. Standbys and backup servers are few, and their addresses are known.',
    how: 'Name their addresses: `10.0.0.5/32`, or the network they are in. Where they change (containers), ask for a client certificate: `hostssl … cert`, or `clientcert=verify-full`.',
    see: ['auth-pg-hba-conf.html', 'warm-standby.html#STREAMING-REPLICATION-AUTHENTICATION'],
  },
  messages: { anywhere: 'From any address, a password is enough to copy the whole cluster.' },

  check(server, report) {
    for (const record of server.hba) {
      if (!takesReplication(record) || reachOf(record) !== 'world' || asksForCertificate(record)) continue;
      if (passwordMethods.includes(record.method.text)) report(placeOf(record, record.address), 'anywhere', {});
    }
  },

  examples: [
    {
      title: 'every address',
      files: {
        'pg_hba.conf': `
host replication replicator 0.0.0.0/0 scram-sha-256
#                           ^^^^^^^^^ anywhere
host replication replicator ::/0      md5
#                           ^^^^ anywhere
host replication barman     all       scram-sha-256
#                           ^^^ anywhere
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'one standby, a network, and everybody else turned away',
      files: {
        'pg_hba.conf': `
host all         all        0.0.0.0/0   scram-sha-256
host replication replicator 10.0.0.5/32 scram-sha-256
host replication replicator 10.1.0.0/16 scram-sha-256
host replication all        all         reject
`,
      },
      onServer: { starts: true },
    },
  ],
});
