import type { ServerConfig } from '../../model/server-config.ts';
import { admitsFromElsewhere, takesReplication } from '../hba-reach.ts';
import { hasOnlyLocalAddresses } from '../listen-addresses.ts';
import { defineRule, type Related } from '../rule.ts';
import { knowsRecords } from './hba-fields.ts';

/** The parameter that shows that this server has standbys. At wal_level logical the names may be those of subscribers. */
function signOfStandbys(server: ServerConfig): 'synchronous' | 'slots' | undefined {
  if (server.catalog.get('synchronized_standby_slots') && server.setting('synchronized_standby_slots').value !== '') {
    return 'slots';
  }
  if (server.role !== 'primary' || server.word('wal_level') !== 'replica') return undefined;
  return server.setting('synchronous_standby_names').value === '' ? undefined : 'synchronous';
}

function hbaFile({ hba }: ServerConfig): readonly Related[] {
  const [first] = hba;
  if (!first) return [];
  return [{ at: { kind: 'file', uri: first.uri, range: first.range }, message: 'The records begin here' }];
}

/** Standbys are counted on, and none is let in. */
export const noReplicationRecord = defineRule({
  id: 'no-replication-record',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: 'The settings count on standbys, but no record of pg_hba.conf admits physical replication from another machine.',
    why: '`all` does not include replication: a standby is refused with `no pg_hba.conf entry for replication connection`. Commits that wait for it hang, and logical slots that wait for it stop.',
    how: 'Add a record for the role and the addresses of the standbys, `host replication replicator 10.0.0.5/32 scram-sha-256`, and reload.',
    see: ['auth-pg-hba-conf.html', 'warm-standby.html#STREAMING-REPLICATION-AUTHENTICATION'],
  },
  messages: {
    synchronous:
      'No HBA record admits replication from elsewhere: standbys there cannot connect, and commits wait for them.',
    slots: 'No HBA record admits replication from elsewhere: no standby there can use these slots.',
  },

  check(server, report) {
    const sign = signOfStandbys(server);
    if (!sign || !knowsRecords(server) || hasOnlyLocalAddresses(server)) return;
    if (server.hba.some((record) => takesReplication(record) && admitsFromElsewhere(record))) return;
    const { at } = server.setting(sign === 'slots' ? 'synchronized_standby_slots' : 'synchronous_standby_names');
    if (at) report(at, sign, {}, { related: hbaFile(server) });
  },

  examples: [
    {
      title: 'synchronous standbys, and records for all databases only',
      majors: { first: 10, last: 18 },
      files: {
        'postgresql.conf': `
listen_addresses = '127.0.0.1, 0.0.0.0'
synchronous_standby_names = 'ANY 1 (s1, s2)'
#                           ^^^^^^^^^^^^^^^^ synchronous
`,
        'pg_hba.conf': `
host all         all 10.0.0.0/8   scram-sha-256
host replication all 127.0.0.1/32 scram-sha-256
`,
      },
    },
    {
      title: 'slots of standbys',
      majors: { first: 17 },
      files: {
        'postgresql.conf': `
listen_addresses = '*'
wal_level = logical
synchronized_standby_slots = 's1'
#                            ^^^^ slots
`,
        'pg_hba.conf': 'host all all 10.0.0.0/8 scram-sha-256\n',
      },
    },
    {
      title: 'a record for the standbys',
      files: {
        'postgresql.conf': `
listen_addresses = '*'
synchronous_standby_names = 'ANY 1 (s1, s2)'
`,
        'pg_hba.conf': `
host all         all        10.0.0.0/8  scram-sha-256
host replication replicator 10.0.0.5/32 scram-sha-256
`,
      },
    },
    {
      title: 'everything on one machine',
      files: {
        'postgresql.conf': "synchronous_standby_names = 'ANY 1 (s1, s2)'\n",
        'pg_hba.conf': `
local all         all trust
local replication all trust
`,
      },
      onServer: { starts: true },
    },
  ],
});
