import type { ServerConfig } from '../model/server-config.ts';

/** `MAX_BACKENDS`: processes are numbered with 18 bits. */
export const mostProcesses = 262_143;

/** Which parameters make processes, each with a place of its own in shared memory. */
export function processParameters(server: ServerConfig): readonly string[] {
  const { major } = server.catalog;
  const names = [
    'max_connections',
    major >= 18 ? 'autovacuum_worker_slots' : 'autovacuum_max_workers',
    'max_worker_processes',
  ];
  // Up to 11 a WAL sender takes one of the connections.
  return major >= 12 ? [...names, 'max_wal_senders'] : names;
}
