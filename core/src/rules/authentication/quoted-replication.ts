import type { HbaRecord, HbaToken } from '../../syntax/hba.ts';
import { admitsFromElsewhere, takesReplication } from '../hba-reach.ts';
import { defineRule } from '../rule.ts';
import { knowsRecords, placeOf, rewriteToken } from './hba-fields.ts';

/** The quoted word where it stands alone: in a list it is more likely a database among others. */
function quotedWord({ databases }: HbaRecord): HbaToken | undefined {
  const [token, second] = databases;
  return token?.quoted && token.text === 'replication' && !second ? token : undefined;
}

/** In quotes the word is the name of a database. */
export const quotedReplication = defineRule({
  id: 'quoted-replication',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: false,
  docs: {
    what: '`"replication"` stands in quotes, and no other record admits replication from another machine.',
    why: 'Quotes take the special meaning from the word: the record is about a database called replication. Standbys and base backups are refused: `no pg_hba.conf entry for replication connection`.',
    how: 'Write `replication` without quotes. A database of that name needs them.',
    see: ['auth-pg-hba-conf.html'],
  },
  messages: { database: 'In quotes this is a database called replication: standbys are refused.' },

  check(server, report) {
    const admitsStandbys = server.hba.some((record) => takesReplication(record) && admitsFromElsewhere(record));
    if (admitsStandbys || !knowsRecords(server)) return;
    for (const record of server.hba) {
      const token = quotedWord(record);
      if (!token || !admitsFromElsewhere(record)) continue;
      const change = { title: 'Take the quotes off', safety: 'unsafe' } as const;
      const fixes = rewriteToken(server, record, token, 'replication', change);
      report(placeOf(record, token), 'database', {}, { fixes });
    }
  },

  examples: [
    {
      title: 'the word in quotes',
      files: {
        'pg_hba.conf': `
host "replication" replicator 10.0.0.0/8 scram-sha-256
#    ^^^^^^^^^^^^^ database
`,
      },
      fixed: { 'pg_hba.conf': '\nhost replication replicator 10.0.0.0/8 scram-sha-256\n' },
      onServer: { starts: true },
    },
    {
      title: 'a database of that name beside the word',
      files: {
        'pg_hba.conf': `
host replication   replicator 10.0.0.0/8 scram-sha-256
host "replication" app        10.0.0.0/8 scram-sha-256
`,
      },
      onServer: { starts: true },
    },
  ],
});
