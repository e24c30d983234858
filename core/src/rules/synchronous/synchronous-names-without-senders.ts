import { setParameter } from '../edits.ts';
import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';
import { namesInForce } from './names-in-force.ts';

/** Without WAL senders the list is not even looked at (`SyncRepRequested`). */
export const synchronousNamesWithoutSenders = defineRule({
  id: 'synchronous-names-without-senders',
  severity: 'warning',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: '`synchronous_standby_names` names standbys while `max_wal_senders` is 0.',
    why: 'No standby can connect, and no commit waits for one: the set-up looks synchronous and nothing is replicated.',
    how: 'Set `max_wal_senders` to at least the number of standbys and base backups (10 is the default), or empty the list.',
    see: [
      'runtime-config-replication.html#GUC-MAX-WAL-SENDERS',
      'runtime-config-replication.html#GUC-SYNCHRONOUS-STANDBY-NAMES',
    ],
  },
  messages: {
    noSenders: 'max_wal_senders is 0: no standby can connect, and commits do not wait for those named.',
  },

  check(server, report) {
    const { at } = server.setting('max_wal_senders');
    if (!at || server.role !== 'primary' || server.number('max_wal_senders') !== 0 || !namesInForce(server)) return;
    const senders = server.catalog.get('max_wal_senders')?.boot ?? '10';
    const edits = setParameter(server, 'max_wal_senders', senders);
    const fixes = [{ title: `Set max_wal_senders to ${senders}`, safety: 'unsafe', edits }] as const;
    report(at, 'noSenders', {}, { fixes, related: linesOf(server, 'synchronous_standby_names') });
  },

  examples: [
    {
      title: 'names, but nobody can connect',
      files: {
        'postgresql.conf': `
max_wal_senders = 0
#                 ^ noSenders
synchronous_standby_names = 's1, s2'
`,
      },
      fixed: {
        'postgresql.conf': `
max_wal_senders = 10
synchronous_standby_names = 's1, s2'
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'senders for two standbys',
      files: {
        'postgresql.conf': `
max_wal_senders = 4
synchronous_standby_names = 's1, s2'
`,
      },
      onServer: { starts: true },
    },
  ],
});
