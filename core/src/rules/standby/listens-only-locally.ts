import type { HbaRecord } from '../../syntax/hba.ts';
import { hasOnlyLocalAddresses, isLoopback } from '../listen-addresses.ts';
import { linesOf, valueOrFile } from '../places.ts';
import { defineRule } from '../rule.ts';

/** Whether a record admits replication from another machine. Names of hosts and `samenet` may be this one. */
function admitsStandby({ type, databases, address, method }: HbaRecord): boolean {
  if (type.text === 'local' || !address || method.text === 'reject') return false;
  if (!databases.some(({ text, quoted }) => text === 'replication' && !quoted)) return false;
  const host = address.text.split('/')[0] ?? '';
  return /^[\da-f.:]+$/i.test(host) && /[.:]/.test(host) && !isLoopback(host);
}

/** The default, `localhost`, on a server whose pg_hba.conf awaits standbys. */
export const listensOnlyLocally = defineRule({
  id: 'listens-only-locally',
  severity: 'information',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: 'pg_hba.conf admits replication from another machine, but `listen_addresses` names this machine only (`localhost` unless it is set).',
    why: 'No standby elsewhere can connect: it is refused before pg_hba.conf is looked at (`Connection refused`).',
    how: "Set `listen_addresses = '*'`, or to the address that the standbys use, and restart. An address given on the command line (`-c listen_addresses=…`) wins over the file.",
    see: ['runtime-config-connection.html#GUC-LISTEN-ADDRESSES', 'warm-standby.html#STREAMING-REPLICATION'],
  },
  messages: {
    onlyLocal: 'The server listens on this machine only: the standbys that pg_hba.conf admits cannot connect.',
  },

  check(server, report) {
    const at = valueOrFile(server, 'listen_addresses');
    const record = server.hba.find(admitsStandby);
    if (!at || !record || !hasOnlyLocalAddresses(server)) return;
    const awaited = { kind: 'file', uri: record.uri, range: record.range } as const;
    const related = [{ at: awaited, message: 'Replication from elsewhere is admitted here' }];
    report(at, 'onlyLocal', {}, { related: [...related, ...linesOf(server, 'port')] });
  },

  examples: [
    {
      title: 'nothing said of addresses',
      files: {
        'postgresql.conf': `
# @ onlyLocal
max_wal_senders = 4
`,
        'pg_hba.conf': 'host replication replicator 192.0.2.2/32 md5\n',
      },
      onServer: { starts: true },
    },
    {
      title: 'the loopback alone',
      files: {
        'postgresql.conf': `
listen_addresses = 'localhost, 127.0.0.1'
#                  ^^^^^^^^^^^^^^^^^^^^^^ onlyLocal
`,
        'pg_hba.conf': 'host replication replicator 2001:db8::2/128 md5\n',
      },
      onServer: { starts: true },
    },
    {
      title: 'every address',
      files: {
        'postgresql.conf': "listen_addresses = '*'\n",
        'pg_hba.conf': 'host replication replicator 192.0.2.2/32 md5\n',
      },
    },
    {
      title: 'replication on this machine only',
      files: {
        'postgresql.conf': '',
        'pg_hba.conf': `
local replication all peer
host  replication all 127.0.0.1/32 md5
host  replication all ::1/128 md5
host  all all 192.0.2.0/24 md5
`,
      },
      onServer: { starts: true },
    },
  ],
});
