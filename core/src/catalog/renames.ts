import { catalogFor } from './catalog.ts';
import type { Major } from './parameter.ts';

/** A name that some release stopped to know, and what takes its place. */
export interface Rename {
  readonly name: string;
  /** The release that no longer knows the name, as people write it: `9.5`, `13`. */
  readonly gone: string;
  /** The parameter to use from then on; absent where none does the same. */
  readonly successor?: string;
  /** The successor's value for a value of the old name; undefined where it cannot be told. Absent: the value stays. */
  readonly convert?: (value: string) => string | undefined;
  /** What to do instead, in one sentence. */
  readonly advice: string;
}

/** Megabytes as a person would write them. */
function megabytes(count: number): string {
  return count !== 0 && count % 1024 === 0 ? `${count / 1024}GB` : `${count}MB`;
}

/** A number of WAL segments of the usual 16 MB, as megabytes. */
function segments(value: string, factor = 1): string | undefined {
  const text = value.trim();
  if (!/^\d{1,6}$/.test(text) || (text.length > 1 && text.startsWith('0'))) return undefined;
  return text === '0' ? '0' : megabytes(Number(text) * factor * 16);
}

const renames: readonly Rename[] = [
  // 19
  {
    name: 'io_workers',
    gone: '19',
    successor: 'io_max_workers',
    advice: 'Since 19 the number of I/O workers moves between io_min_workers and io_max_workers.',
  },
  {
    name: 'escape_string_warning',
    gone: '19',
    advice: 'Remove the line: plain string constants always treat backslashes as ordinary characters now.',
  },
  // 18
  {
    name: 'ssl_ecdh_curve',
    gone: '18',
    successor: 'ssl_groups',
    advice: 'The parameter now takes a list of key exchange groups and is called ssl_groups.',
  },
  // 17
  {
    name: 'old_snapshot_threshold',
    gone: '17',
    advice:
      'Remove the line; transaction_timeout and idle_in_transaction_session_timeout bound long snapshots instead.',
  },
  {
    name: 'db_user_namespace',
    gone: '17',
    advice: 'Remove the line and give each database roles with names of their own.',
  },
  {
    name: 'trace_recovery_messages',
    gone: '17',
    advice: 'Remove the line; log_min_messages decides about messages of recovery too.',
  },
  // 16
  {
    name: 'promote_trigger_file',
    gone: '16',
    advice: 'Remove the line and promote with pg_promote() or pg_ctl promote.',
  },
  {
    name: 'vacuum_defer_cleanup_age',
    gone: '16',
    advice:
      'Remove the line; hot_standby_feedback on the standby, or a replication slot, keeps the rows it still needs.',
  },
  {
    name: 'force_parallel_mode',
    gone: '16',
    successor: 'debug_parallel_query',
    advice: 'The developer option got a name that says so: debug_parallel_query.',
  },
  {
    name: 'lc_collate',
    gone: '16',
    advice: 'Remove the line; the collation is a property of each database, fixed when it is created.',
  },
  {
    name: 'lc_ctype',
    gone: '16',
    advice: 'Remove the line; the character classification is a property of each database, fixed when it is created.',
  },
  // 15
  {
    name: 'stats_temp_directory',
    gone: '15',
    advice: 'Remove the line; statistics live in shared memory and need no directory.',
  },
  // 14
  {
    name: 'operator_precedence_warning',
    gone: '14',
    advice: 'Remove the line; it only helped with the change of operator precedence in 9.5.',
  },
  {
    name: 'vacuum_cleanup_index_scale_factor',
    gone: '14',
    advice: 'Remove the line; vacuum decides by itself when to clean up indexes.',
  },
  // 13
  {
    name: 'wal_keep_segments',
    gone: '13',
    successor: 'wal_keep_size',
    convert: (value) => segments(value),
    advice: 'Use wal_keep_size: one segment counts as 16MB unless initdb was told otherwise.',
  },
  // 12
  {
    name: 'standby_mode',
    gone: '12',
    advice: 'Remove the line and create an empty file standby.signal in the data directory.',
  },
  {
    name: 'trigger_file',
    gone: '12',
    successor: 'promote_trigger_file',
    advice: 'Called promote_trigger_file in 12 to 15; from 16 on promote with pg_promote() or pg_ctl promote.',
  },
  // 11
  {
    name: 'replacement_sort_tuples',
    gone: '11',
    advice: 'Remove the line; sorts no longer use replacement selection.',
  },
  // 10
  {
    name: 'min_parallel_relation_size',
    gone: '10',
    successor: 'min_parallel_table_scan_size',
    advice: 'Use min_parallel_table_scan_size, and min_parallel_index_scan_size for indexes.',
  },
  {
    name: 'sql_inheritance',
    gone: '10',
    advice: 'Remove the line; queries always include child tables unless they say ONLY.',
  },
  // 9.x
  {
    name: 'checkpoint_segments',
    gone: '9.5',
    successor: 'max_wal_size',
    convert: (value) => (value.trim() === '0' ? undefined : segments(value, 3)),
    advice: 'Use max_wal_size: about three times as many segments of 16MB each.',
  },
  {
    name: 'krb_srvname',
    gone: '9.4',
    advice: 'Remove the line; clients name the service with krbsrvname, the server takes any key of its key file.',
  },
  {
    name: 'unix_socket_directory',
    gone: '9.3',
    successor: 'unix_socket_directories',
    advice: 'Use unix_socket_directories, which takes a list.',
  },
  {
    name: 'replication_timeout',
    gone: '9.3',
    successor: 'wal_sender_timeout',
    advice: 'Use wal_sender_timeout on the sending server and wal_receiver_timeout on the standby.',
  },
  {
    name: 'custom_variable_classes',
    gone: '9.2',
    advice: "Remove the line; an extension's parameters need no announcement.",
  },
  { name: 'silent_mode', gone: '9.2', advice: 'Remove the line; use logging_collector and start with pg_ctl.' },
  { name: 'wal_sender_delay', gone: '9.2', advice: 'Remove the line; WAL senders are woken when there is WAL.' },
  { name: 'add_missing_from', gone: '9.0', advice: 'Remove the line; queries must name every table in FROM.' },
  { name: 'regex_flavor', gone: '9.0', advice: 'Remove the line; regular expressions choose with embedded options.' },
  {
    name: 'log_restartpoints',
    gone: '9.0',
    successor: 'log_checkpoints',
    advice: 'Use log_checkpoints, which covers the restartpoints of a standby.',
  },
  { name: 'explain_pretty_print', gone: '8.4', advice: 'Remove the line; plans are always printed readably.' },
  { name: 'max_fsm_pages', gone: '8.4', advice: 'Remove the line; the free space map grows by itself.' },
  { name: 'max_fsm_relations', gone: '8.4', advice: 'Remove the line; the free space map grows by itself.' },
  // 8.3 and before
  { name: 'stats_block_level', gone: '8.3', successor: 'track_counts', advice: 'Use track_counts.' },
  { name: 'stats_row_level', gone: '8.3', successor: 'track_counts', advice: 'Use track_counts.' },
  { name: 'stats_command_string', gone: '8.3', successor: 'track_activities', advice: 'Use track_activities.' },
  { name: 'stats_start_collector', gone: '8.3', advice: 'Remove the line; statistics are always collected.' },
  { name: 'stats_reset_on_server_start', gone: '8.3', advice: 'Remove the line; call pg_stat_reset() instead.' },
  { name: 'redirect_stderr', gone: '8.3', successor: 'logging_collector', advice: 'Use logging_collector.' },
  {
    name: 'preload_libraries',
    gone: '8.2',
    successor: 'shared_preload_libraries',
    advice: 'Use shared_preload_libraries.',
  },
  { name: 'australian_timezones', gone: '8.2', advice: 'Set timezone_abbreviations to Australia.' },
  { name: 'tcpip_socket', gone: '8.0', advice: 'Set listen_addresses to the addresses to listen on.' },
  { name: 'virtual_host', gone: '8.0', successor: 'listen_addresses', advice: 'Use listen_addresses.' },
];

const byName: ReadonlyMap<string, Rename> = new Map(renames.map((rename) => [rename.name, rename]));

/** What became of a name that a release gave up, compared without case; undefined for other names. */
export function renameOf(name: string): Rename | undefined {
  return byName.get(name.toLowerCase());
}

/** A parameter and the value to give it. */
export interface Successor {
  readonly name: string;
  /** Undefined where the old value does not tell. */
  readonly value: string | undefined;
}

/**
 * The parameter of `major` that takes the place of `name`, over as many renames as it takes, with the value converted.
 * Undefined where the major has none, or knows `name` itself.
 */
export function successorOf(name: string, value: string, major: Major): Successor | undefined {
  const catalog = catalogFor(major);
  let current: Successor = { name, value };
  for (let rename = renameOf(name); rename?.successor !== undefined; rename = renameOf(rename.successor)) {
    const { successor, convert } = rename;
    current = {
      name: successor,
      value: convert && current.value !== undefined ? convert(current.value) : current.value,
    };
    if (catalog.get(successor)) return current;
  }
  return undefined;
}
