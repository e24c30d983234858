import { valueOrFile } from '../places.ts';
import { defineRule } from '../rule.ts';

/** What a project that streams asks of every server. */
export const streamingNotPossible = defineRule({
  id: 'streaming-not-possible',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: true,
  presets: ['streaming-asynchronous', 'streaming-synchronous'],
  docs: {
    what: 'The project streams, but this server has no WAL senders (`max_wal_senders = 0`) or writes too little WAL (`wal_level = minimal`).',
    why: 'No standby and no `pg_basebackup` can connect, and a standby that is promoted cannot feed others.',
    how: 'Set `wal_level = replica` and `max_wal_senders` to at least the number of standbys plus two; both need a restart.',
    see: ['runtime-config-replication.html#GUC-MAX-WAL-SENDERS', 'runtime-config-wal.html#GUC-WAL-LEVEL'],
  },
  messages: {
    noSenders: 'Without WAL senders no standby can stream from this server, nor pg_basebackup copy it.',
    tooLittle: 'At this level WAL is not enough for a standby: nobody can stream from this server.',
  },

  check(server, report) {
    const senders = valueOrFile(server, 'max_wal_senders');
    if (senders && server.number('max_wal_senders') === 0) report(senders, 'noSenders', {});
    const level = valueOrFile(server, 'wal_level');
    if (level && server.word('wal_level') === 'minimal') report(level, 'tooLittle', {});
  },

  examples: [
    {
      title: 'a server that does not stream',
      files: {
        'postgresql.conf': `
wal_level = minimal
#           ^^^^^^^ tooLittle
max_wal_senders = 0
#                 ^ noSenders
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'the defaults',
      files: {
        'postgresql.conf': 'port = 5432\n',
      },
    },
  ],
});
