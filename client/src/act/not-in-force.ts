import { parseSynchronousStandbyNames } from '../../../core/src/index.ts';
import type { ClusterServer } from '../live/topology.ts';
import { listParameter } from './synchronous-list.ts';

/**
 * Why a server does not wait for standbys as its list was set, seen after the reload: another value holds, or no standby
 * counts as synchronous though some stream. Undefined: it does, or it was not reached.
 */
export function notInForce({ name, look, links }: ClusterServer, wanted: string): string | undefined {
  if (!look.reached) return undefined;
  const setting = look.settings.get(listParameter);
  if (setting && setting.value !== wanted) {
    const where = setting.file === undefined ? setting.source : `${setting.file}, line ${setting.line ?? '?'}`;
    return `${name} still runs with ${listParameter} = '${setting.value}' (${where}): the change did not take effect.`;
  }
  const list = parseSynchronousStandbyNames(wanted);
  const needed = 'code' in list ? 0 : list.count;
  const states = links.map(({ sender }) => sender.syncState);
  // Without pg_monitor the states are not told.
  if (states.some((state) => state === undefined)) return undefined;
  const counting = states.filter((state) => state === 'sync' || state === 'quorum').length;
  return counting < needed
    ? `${name} waits for ${needed} of its standbys, and ${counting} count as synchronous: commits hang until more do.`
    : undefined;
}
