import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { clusterManager, type Traces } from '../../../client/src/live/cluster-manager.ts';
import type { ClusterManager, LiveSetting } from '../../../client/src/live/server-look.ts';

const none: Traces = {
  settings: new Map(),
  slots: [],
  walSenders: [],
  sessions: [],
  repmgrNodes: false,
  cloudNativePgSetting: false,
};

type Given = Partial<Pick<LiveSetting, 'value' | 'source' | 'file'>>;

function withSettings(given: Readonly<Record<string, Given>>): Traces {
  const settings = Object.entries(given).map(([name, setting]): [string, LiveSetting] => [
    name,
    {
      name,
      value: '',
      context: 'sighup',
      source: 'configuration file',
      file: undefined,
      line: undefined,
      pendingRestart: false,
      ...setting,
    },
  ]);
  return { ...none, settings: new Map(settings) };
}

const patroniGives = [
  'cluster_name',
  'wal_level',
  'hot_standby',
  'max_connections',
  'max_wal_senders',
  'max_prepared_transactions',
  'max_locks_per_transaction',
  'track_commit_timestamp',
  'max_replication_slots',
  'max_worker_processes',
];

const onCommandLine = (names: readonly string[]) =>
  withSettings(Object.fromEntries(names.map((name) => [name, { source: 'command line' }])));

const cases: readonly (readonly [string, Traces, ClusterManager | undefined])[] = [
  ['nothing', none, undefined],
  ['sessions of Patroni', { ...none, sessions: ['Patroni heartbeat'] }, 'Patroni'],
  ['its command line', onCommandLine(patroniGives), 'Patroni'],
  ['a command line that gives less', onCommandLine(patroniGives.slice(1)), undefined],
  ['its base file', withSettings({ work_mem: { file: '/data/postgresql.base.conf' } }), 'Patroni'],
  ['a file of a similar name', withSettings({ work_mem: { file: '/data/my-postgresql.base.conf' } }), undefined],
  ['the table of repmgr', { ...none, repmgrNodes: true }, 'repmgr'],
  [
    'the library of repmgr',
    withSettings({ shared_preload_libraries: { value: 'pg_stat_statements, "$libdir/repmgr"' } }),
    'repmgr',
  ],
  ['a library of another name', withSettings({ shared_preload_libraries: { value: 'no_repmgr' } }), undefined],
  ['a slot of pg_auto_failover', { ...none, slots: [{ name: 'pgautofailover_standby_12' }] }, 'pg_auto_failover'],
  [
    'a standby of pg_auto_failover',
    { ...none, walSenders: [{ applicationName: 'pgautofailover_standby_2' }] },
    'pg_auto_failover',
  ],
  ['a slot of a similar name', { ...none, slots: [{ name: 'pgautofailover_standby_x' }] }, undefined],
  ['its file', withSettings({ port: { file: '/d/postgresql-auto-failover.conf' } }), 'pg_auto_failover'],
  ['the setting of CloudNativePG', { ...none, cloudNativePgSetting: true }, 'CloudNativePG'],
  [
    'its archive command',
    withSettings({ archive_command: { value: '/controller/manager wal-archive --log-destination x %p' } }),
    'CloudNativePG',
  ],
  [
    'the Zalando operator, with Patroni inside',
    {
      ...withSettings({
        shared_preload_libraries: { value: 'bg_mon,pg_stat_statements' },
        data_directory: { value: '/home/postgres/pgdata/pgroot/data' },
      }),
      sessions: ['Patroni heartbeat'],
    },
    'Zalando operator',
  ],
  [
    'the Crunchy operator, with Patroni inside',
    { ...withSettings({ ssl_cert_file: { value: '/pgconf/tls/tls.crt' } }), sessions: ['Patroni heartbeat'] },
    'Crunchy operator',
  ],
];

suite('the tool that manages a cluster', () => {
  for (const [title, traces, manager] of cases) {
    test(title, () => assert.equal(clusterManager(traces), manager));
  }
});
