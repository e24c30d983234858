import { setParameter } from '../edits.ts';
import { valueOrFile } from '../places.ts';
import { defineRule } from '../rule.ts';

/** What a project that replicates logically asks of a server up to 18. */
export const walLevelNotLogical = defineRule({
  id: 'wal-level-not-logical',
  severity: 'warning',
  versions: { first: 10, last: 18 },
  needsCompleteServer: true,
  presets: ['logical', 'multi-master'],
  docs: {
    what: '`wal_level` is not `logical`, while the project replicates logically (preset `logical` or `multi-master`).',
    why: 'No logical slot can be created (`logical decoding requires "wal_level" >= "logical"`), so nobody can subscribe to this server. From 16 on a standby needs the level for logical slots of its own, too. A server that only subscribes can do with `replica`, until the direction is turned round.',
    how: 'Set `wal_level = logical` and restart. From 19 on `replica` is enough.',
    see: ['runtime-config-wal.html#GUC-WAL-LEVEL', 'logical-replication-config.html'],
  },
  messages: {
    tooLow: 'wal_level is {level}: no logical slot can be created, so nobody can subscribe to this server.',
  },

  check(server, report) {
    const at = valueOrFile(server, 'wal_level');
    const level = server.word('wal_level');
    if (!at || level === 'logical') return;
    const edits = setParameter(server, 'wal_level', 'logical');
    report(at, 'tooLow', { level }, { fixes: [{ title: 'Set wal_level to logical', safety: 'unsafe', edits }] });
  },

  examples: [
    {
      title: 'the level of physical replication',
      files: {
        'postgresql.conf': `
wal_level = replica
#           ^^^^^^^ tooLow
`,
      },
      fixed: {
        'postgresql.conf': `
wal_level = logical
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'the default',
      files: {
        'postgresql.conf': `
# @ tooLow
#wal_level = replica
max_wal_senders = 10
`,
      },
      fixed: {
        'postgresql.conf': `
#wal_level = replica
wal_level = logical
max_wal_senders = 10
`,
      },
      onServer: { starts: true },
    },
    {
      title: 'the level it takes',
      files: { 'postgresql.conf': 'wal_level = logical\n' },
      onServer: { starts: true },
    },
  ],
});
