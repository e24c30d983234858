import type { ServerConfig } from '../../model/server-config.ts';
import type { HbaRecord, HbaToken } from '../../syntax/hba.ts';
import { admitsFromElsewhere, isKeyword, takesReplication } from '../hba-reach.ts';
import { keywordValue, primaryConninfo } from '../primary-conninfo.ts';
import { defineRule } from '../rule.ts';
import { knowsRecords, placeOf, shortened } from './hba-fields.ts';

/** Names that manuals and tools give to the role of standbys. */
const usualNames =
  /^(?:repl|replica|replicator|replication|replication_?user|repl_?user|repuser|standby|streaming_replica)$/;

/** The user who is named alone beside `all`, if he is a standby's by all signs. */
function standbyUser(server: ServerConfig, { databases, users }: HbaRecord): HbaToken | undefined {
  const [user, second] = users;
  if (!user || second || !databases.some((token) => isKeyword(token, 'all'))) return undefined;
  const conninfo = primaryConninfo(server);
  const isOwn = conninfo !== undefined && keywordValue(conninfo, 'user') === user.text;
  return isOwn || usualNames.test(user.text) ? user : undefined;
}

/** `all` for somebody who comes to replicate. */
export const allWithoutReplication = defineRule({
  id: 'all-without-replication',
  severity: 'information',
  versions: { first: 10, last: 18 },
  needsCompleteServer: true,
  docs: {
    what: 'A record admits the role of standbys to `all` databases, and no record admits replication from another machine.',
    why: '`all` does not include physical replication: standbys and `pg_basebackup` are refused with `no pg_hba.conf entry for replication connection`.',
    how: 'Write `replication` in the place of `all`, or a second record with it. Logical replication (`wal_level = logical`) does ask for a database.',
    see: ['auth-pg-hba-conf.html', 'warm-standby.html#STREAMING-REPLICATION-AUTHENTICATION'],
  },
  messages: {
    notIncluded: '"all" does not include replication: {user} cannot stream from here, nor take a base backup.',
  },

  check(server, report) {
    if (!knowsRecords(server) || server.word('wal_level') !== 'replica') return;
    if (server.hba.some((record) => takesReplication(record) && admitsFromElsewhere(record))) return;
    for (const record of server.hba) {
      const user = admitsFromElsewhere(record) ? standbyUser(server, record) : undefined;
      const all = record.databases.find((token) => isKeyword(token, 'all'));
      if (user && all) report(placeOf(record, all), 'notIncluded', { user: shortened(user.text) });
    }
  },

  examples: [
    {
      title: 'a role for standbys',
      files: {
        'postgresql.conf': 'wal_level = replica\n',
        'pg_hba.conf': `
host all replicator 10.0.0.0/8 scram-sha-256
#    ^^^ notIncluded
host all app        10.0.0.0/8 scram-sha-256
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'both',
      files: {
        'postgresql.conf': '',
        'pg_hba.conf': `
host all,replication replicator 10.0.0.0/8 scram-sha-256
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'a role for logical replication',
      files: {
        'postgresql.conf': 'wal_level = logical\n',
        'pg_hba.conf': 'host all replicator 10.0.0.0/8 scram-sha-256\n',
      },
      onServer: { starts: true },
    },
  ],
});
