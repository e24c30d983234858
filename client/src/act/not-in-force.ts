import { parseSynchronousStandbyNames } from '../../../core/src/index.ts';
import * as l10n from '../l10n.ts';
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
    const where =
      setting.file === undefined ? setting.source : l10n.t('{0}, line {1}', setting.file, setting.line ?? '?');
    return l10n.t(
      "{0} still runs with {1} = '{2}' ({3}): the change did not take effect.",
      name,
      listParameter,
      setting.value,
      where,
    );
  }
  const list = parseSynchronousStandbyNames(wanted);
  const needed = 'code' in list ? 0 : list.count;
  const states = links.map(({ sender }) => sender.syncState);
  // Without pg_monitor the states are not told.
  if (states.some((state) => state === undefined)) return undefined;
  const counting = states.filter((state) => state === 'sync' || state === 'quorum').length;
  return counting < needed
    ? l10n.t(
        '{0} waits for {1} of its standbys, and {2} count as synchronous: commits hang until more do.',
        name,
        needed,
        counting,
      )
    : undefined;
}
