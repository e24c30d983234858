import { fileOrigin } from '../../model/server-config.ts';
import { admitsFromElsewhere, takesReplication } from '../hba-reach.ts';
import { hasOnlyLocalAddresses } from '../listen-addresses.ts';
import { defineRule } from '../rule.ts';
import { knowsRecords } from './hba-fields.ts';

/** What a project that streams asks of every server: a standby that is promoted has to let the others in. */
export const standbysNotAdmitted = defineRule({
  id: 'standbys-not-admitted',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: true,
  presets: ['streaming-asynchronous', 'streaming-synchronous'],
  docs: {
    what: 'The project streams, but no record of pg_hba.conf lets another machine replicate from this server.',
    why: '`all` does not include replication: a standby is refused with `no pg_hba.conf entry for replication connection`. On a standby the mistake shows at the failover only, when the others are to follow it.',
    how: 'Add a record for the role and the addresses of the standbys, on every server of the cluster: `hostssl replication replicator 10.0.0.0/24 scram-sha-256`.',
    see: ['auth-pg-hba-conf.html', 'warm-standby.html#STREAMING-REPLICATION-AUTHENTICATION'],
  },
  messages: {
    none: 'No record lets another machine replicate: no standby can stream from here, now or after a failover.',
  },

  check(server, report) {
    const [first] = server.hba;
    if (!first || !knowsRecords(server) || hasOnlyLocalAddresses(server)) return;
    if (server.hba.some((record) => takesReplication(record) && admitsFromElsewhere(record))) return;
    report(fileOrigin(first.uri, first.range), 'none', {});
  },

  examples: [
    {
      title: 'databases only',
      files: {
        'postgresql.conf': "listen_addresses = '*'\n",
        'pg_hba.conf': `
host all all 10.0.0.0/8 scram-sha-256
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ none
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'the other servers of the cluster',
      files: {
        'postgresql.conf': "listen_addresses = '*'\n",
        'pg_hba.conf': `
host all         all        10.0.0.0/8  scram-sha-256
host replication replicator 10.0.0.0/24 scram-sha-256
`,
      },
      onServer: { starts: true },
    },
  ],
});
