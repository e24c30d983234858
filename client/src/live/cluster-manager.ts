import type { ClusterManager, LiveSetting, Slot, WalSender } from './server-look.ts';

/** Where a managing tool leaves its traces. */
export interface Traces {
  readonly settings: ReadonlyMap<string, LiveSetting>;
  readonly slots: readonly Pick<Slot, 'name'>[];
  readonly walSenders: readonly Pick<WalSender, 'applicationName'>[];
  /** Application names of sessions, those of managing tools only. */
  readonly sessions: readonly string[];
  /** The table `repmgr.nodes` is in the database of the session. */
  readonly repmgrNodes: boolean;
  /** `cnpg.config_sha256` is set. */
  readonly cloudNativePgSetting: boolean;
}

/**
 * Parameters that Patroni always gives on the command line, so that ALTER SYSTEM cannot change them
 * (`Postgresql.CMDLINE_OPTIONS`, those of every major).
 */
const patroniCommandLine = [
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

/** The operators first: two of them have Patroni inside. Only traces that nobody else leaves. */
const managers: readonly (readonly [ClusterManager, (traces: Traces) => boolean])[] = [
  [
    'CloudNativePG',
    (traces) =>
      traces.cloudNativePgSetting ||
      settingOf(traces, 'archive_command').startsWith('/controller/manager ') ||
      settingOf(traces, 'ssl_cert_file').startsWith('/controller/certificates/') ||
      traces.sessions.includes('cnpg_metrics_exporter'),
  ],
  ['Crunchy operator', (traces) => settingOf(traces, 'ssl_cert_file').startsWith('/pgconf/tls/')],
  [
    'Zalando operator',
    (traces) => preloads(traces, 'bg_mon') && settingOf(traces, 'data_directory').startsWith('/home/postgres/pgdata/'),
  ],
  [
    'Patroni',
    (traces) =>
      traces.sessions.some((name) => name.startsWith('Patroni ')) ||
      hasFile(traces, /[/\\]postgresql\.base\.conf$/) ||
      patroniCommandLine.every((name) => traces.settings.get(name)?.source === 'command line'),
  ],
  [
    'pg_auto_failover',
    (traces) =>
      preloads(traces, 'pgautofailover') ||
      hasFile(traces, /[/\\]postgresql-auto-failover(?:-standby)?\.conf$/) ||
      [
        ...traces.slots.map(({ name }) => name),
        ...traces.walSenders.map(({ applicationName }) => applicationName),
      ].some((name) => /^pgautofailover_standby_\d+$/.test(name)),
  ],
  ['repmgr', (traces) => traces.repmgrNodes || preloads(traces, 'repmgr') || traces.sessions.includes('repmgrd')],
];

/** The tool that manages a server, told by its traces; undefined if there are none that this role may see. */
export function clusterManager(traces: Traces): ClusterManager | undefined {
  return managers.find(([, manages]) => manages(traces))?.[0];
}

function settingOf({ settings }: Traces, name: string): string {
  return settings.get(name)?.value ?? '';
}

function preloads(traces: Traces, library: string): boolean {
  const libraries = settingOf(traces, 'shared_preload_libraries').split(',');
  return libraries.some((it) => it.trim().replace(/^.*[/\\]|^"|"$|\.so$/g, '') === library);
}

function hasFile({ settings }: Traces, name: RegExp): boolean {
  return [...settings.values()].some(({ file }) => file !== undefined && name.test(file));
}
