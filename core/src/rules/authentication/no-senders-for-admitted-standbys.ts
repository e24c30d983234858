import { fileOrigin } from '../../model/server-config.ts';
import { admitsFromElsewhere, takesReplication } from '../hba-reach.ts';
import { defineRule } from '../rule.ts';

/** The records let standbys in, and nobody is there to serve them. */
export const noSendersForAdmittedStandbys = defineRule({
  id: 'no-senders-for-admitted-standbys',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`max_wal_senders` is 0, while a record of pg_hba.conf lets another machine replicate.',
    why: 'Each standby, `pg_basebackup` and `pg_receivewal` is refused with `number of requested standby connections exceeds "max_wal_senders"`, however right its record and its password are. No backup is taken, and no standby streams.',
    how: 'Set `max_wal_senders` to the number of standbys and two more for backups (restart), or take the record out.',
    see: ['runtime-config-replication.html#GUC-MAX-WAL-SENDERS'],
  },
  messages: {
    none: 'pg_hba.conf lets standbys in, and no WAL sender may serve them: each connection is refused.',
  },

  check(server, report) {
    const { at } = server.setting('max_wal_senders');
    if (!at || server.number('max_wal_senders') !== 0) return;
    const record = server.hba.find((it) => takesReplication(it) && admitsFromElsewhere(it));
    if (!record) return;
    const related = [{ at: fileOrigin(record.uri, record.range), message: 'This record lets them in' }];
    report(at, 'none', {}, { related });
  },

  examples: [
    {
      title: 'let in, and not served',
      files: {
        'postgresql.conf': `
wal_level = minimal
max_wal_senders = 0
#                 ^ none
`,
        'pg_hba.conf': 'host replication replicator 10.0.0.0/8 scram-sha-256\n',
      },
      onServer: { starts: true },
    },
    {
      title: 'a server for itself',
      files: {
        'postgresql.conf': `
wal_level = minimal
max_wal_senders = 0
`,
        'pg_hba.conf': `
local replication all trust
host  all         all 10.0.0.0/8 scram-sha-256
`,
      },
      onServer: { starts: true },
    },
  ],
});
