import type { ServerConfig } from '../../model/server-config.ts';
import { setParameter } from '../edits.ts';
import { linesOf } from '../places.ts';
import { defineRule } from '../rule.ts';

/** What needs more WAL than `minimal` keeps (`PostmasterMain`), and how its value is read. */
const needs = [
  {
    parameter: 'max_wal_senders',
    message: 'senders',
    first: 10,
    isOn: (it: ServerConfig, name: string) => it.number(name) > 0,
  },
  {
    parameter: 'archive_mode',
    message: 'archiving',
    first: 10,
    isOn: (it: ServerConfig, name: string) => it.word(name) !== 'off',
  },
  {
    parameter: 'summarize_wal',
    message: 'summaries',
    first: 17,
    isOn: (it: ServerConfig, name: string) => it.boolean(name),
  },
  {
    parameter: 'sync_replication_slots',
    message: 'slotSync',
    first: 19,
    isOn: (it: ServerConfig, name: string) => it.boolean(name),
  },
] as const;

/** `wal_level = minimal` beside anything that copies WAL keeps the server from starting. */
export const walLevelTooLow = defineRule({
  id: 'wal-level-too-low',
  severity: 'error',
  versions: { first: 10 },
  needsCompleteServer: true,
  docs: {
    what: '`wal_level` is `minimal` while the server is to send, archive, or summarize WAL.',
    why: 'At `minimal` the server leaves out WAL that a standby or a restore must replay. So it refuses to start with `max_wal_senders` above 0 (10 unless it is set), with `archive_mode`, from 17 on with `summarize_wal`, and from 19 on with `sync_replication_slots`.',
    how: 'Set `wal_level` to `replica`. If nothing replicates from this server, keep `minimal`, set `max_wal_senders = 0` and leave the others off.',
    see: ['runtime-config-wal.html#GUC-WAL-LEVEL', 'runtime-config-replication.html#GUC-MAX-WAL-SENDERS'],
  },
  messages: {
    senders: 'wal_level is minimal, but max_wal_senders is {value}: the server will not start.',
    archiving: 'wal_level is minimal, but archive_mode is {value}: the server will not start.',
    summaries: 'wal_level is minimal, but summarize_wal is {value}: the server will not start.',
    slotSync: 'wal_level is minimal, but sync_replication_slots is {value}: the server will not start.',
  },

  check(server, report) {
    const { at } = server.setting('wal_level');
    if (!at || server.word('wal_level') !== 'minimal') return;
    const fixes = [
      { title: 'Set wal_level to replica', safety: 'safe', edits: setParameter(server, 'wal_level', 'replica') },
    ] as const;
    for (const { parameter, message, first, isOn } of needs) {
      if (server.catalog.major < first || !isOn(server, parameter)) continue;
      const { value } = server.setting(parameter);
      report(at, message, { value }, { fixes, related: linesOf(server, parameter) });
    }
  },

  examples: [
    {
      title: 'minimal WAL, senders left at their default of 10',
      files: {
        'postgresql.conf': `
wal_level = minimal
#           ^^^^^^^ senders
`,
      },
      fixed: {
        'postgresql.conf': `
wal_level = replica
`,
      },
      onServer: { refusesToStart: 'WAL streaming' },
    },
    {
      title: 'minimal WAL and an archive',
      files: {
        'postgresql.conf': `
wal_level = minimal
#           ^^^^^^^ archiving
max_wal_senders = 0
archive_mode = on
`,
      },
      fixed: {
        'postgresql.conf': `
wal_level = replica
max_wal_senders = 0
archive_mode = on
`,
      },
      onServer: { refusesToStart: 'WAL archival cannot be enabled' },
    },
    {
      title: 'minimal WAL and summaries for incremental backups',
      majors: { first: 17 },
      files: {
        'postgresql.conf': `
wal_level = minimal
#           ^^^^^^^ summaries
max_wal_senders = 0
summarize_wal = on
`,
      },
      fixed: {
        'postgresql.conf': `
wal_level = replica
max_wal_senders = 0
summarize_wal = on
`,
      },
      onServer: { refusesToStart: 'WAL cannot be summarized' },
    },
    {
      title: 'minimal WAL and synchronized slots',
      majors: { first: 19 },
      files: {
        'postgresql.conf': `
wal_level = minimal
#           ^^^^^^^ slotSync
max_wal_senders = 0
sync_replication_slots = on
`,
      },
      fixed: {
        'postgresql.conf': `
wal_level = replica
max_wal_senders = 0
sync_replication_slots = on
`,
      },
      onServer: { refusesToStart: 'replication slot synchronization' },
    },
    {
      title: 'minimal WAL without senders',
      files: {
        'postgresql.conf': `
wal_level = minimal
max_wal_senders = 0
`,
      },
      onServer: { starts: true },
    },
  ],
});
