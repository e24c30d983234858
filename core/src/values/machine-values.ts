/**
 * Values that are right on one machine, build or system and wrong on another, though the major is the same. They are never
 * reported, and the comparison with real servers leaves them out.
 */
export const machineValues: readonly {
  readonly parameters: readonly string[];
  /** The values in lower case; without it all values of the parameters. */
  readonly values?: readonly string[];
  readonly reason: string;
}[] = [
  { parameters: ['lc_monetary', 'lc_numeric', 'lc_time'], reason: 'a locale of the system' },
  { parameters: ['lc_messages'], reason: 'a locale of the system; only the empty name is wrong everywhere' },
  { parameters: ['data_directory', 'config_file'], reason: 'a folder or file of the machine' },
  { parameters: ['max_stack_depth'], reason: 'less than the stack limit of the system' },
  { parameters: ['bonjour', 'ssl', 'ssl_sni'], reason: 'off where the build lacks the library' },
  { parameters: ['huge_page_size'], reason: '0 where the system has no huge pages' },
  {
    parameters: ['wal_compression', 'default_toast_compression'],
    values: ['lz4', 'zstd'],
    reason: 'libraries of the build',
  },
  { parameters: ['io_method'], values: ['io_uring'], reason: 'a library of the build' },
  {
    parameters: ['wal_sync_method'],
    values: ['fsync', 'fdatasync', 'open_sync', 'open_datasync', 'fsync_writethrough'],
    reason: 'what the system offers',
  },
  {
    parameters: ['dynamic_shared_memory_type'],
    values: ['posix', 'sysv', 'mmap', 'windows'],
    reason: 'what the system offers',
  },
  { parameters: ['shared_memory_type'], values: ['mmap', 'sysv', 'windows'], reason: 'what the system offers' },
  { parameters: ['recovery_init_sync_method'], values: ['syncfs'], reason: 'Linux only' },
  {
    parameters: ['file_copy_method', 'file_extend_method'],
    values: ['copy', 'clone', 'posix_fallocate', 'write_zeros'],
    reason: 'what the system offers',
  },
  { parameters: ['recovery_prefetch'], values: ['on', 'true', 'yes', '1'], reason: 'needs posix_fadvise' },
  {
    parameters: ['effective_io_concurrency', 'maintenance_io_concurrency'],
    reason: '0 where there is no posix_fadvise',
  },
  { parameters: ['debug_discard_caches'], reason: '0 unless built for debugging' },
  {
    parameters: ['TimeZone', 'log_timezone'],
    values: ['posix/', 'posixrules', 'localtime', 'america/ciudad_juarez', 'america/coyhaique'],
    reason: 'not in the time zone data of each build, or too new for it',
  },
  { parameters: ['log_destination'], values: ['eventlog'], reason: 'Windows only' },
  { parameters: ['timing_clock_source'], values: ['tsc'], reason: 'refused where the processor has no steady counter' },
];

/** Whether a word of an enum is one that only some machines or builds have. */
export function dependsOnMachine(name: string, value: string): boolean {
  const lower = value.toLowerCase();
  return machineValues.some(({ parameters, values }) => parameters.includes(name) && values?.includes(lower));
}
