import type { ServerConfig, Setting } from '../../model/server-config.ts';

/** The parameters that each say where a recovery ends; from 12 on only one of them may be set. */
export const targetNames: readonly string[] = [
  'recovery_target',
  'recovery_target_lsn',
  'recovery_target_name',
  'recovery_target_time',
  'recovery_target_xid',
];

/** The target in force, the last one written where several are; undefined if recovery has no end but that of the WAL. */
export function targetInForce(server: ServerConfig): Setting | undefined {
  if (targetNames.every((name) => server.setting(name).value === '')) return undefined;
  const set = server.settings.filter(({ parameter, overriddenBy }) => !overriddenBy && isTarget(parameter?.name));
  return set.findLast(({ value }) => value !== '');
}

function isTarget(name: string | undefined): boolean {
  return name !== undefined && targetNames.includes(name);
}

/** Whether a file in the data directory makes the server replay WAL when it starts. */
export function startsInRecovery(server: ServerConfig): boolean {
  if (server.catalog.major <= 11) return server.signals.has('recovery.conf');
  return server.signals.has('standby.signal') || server.signals.has('recovery.signal');
}
