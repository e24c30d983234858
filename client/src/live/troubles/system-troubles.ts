import * as l10n from '../../l10n.ts';
import { isSameServer } from '../same-server.ts';
import type { Trouble } from '../topology.ts';
import { enumerate, plain, type Reached, reached, type Scene, trouble } from './trouble.ts';

function systemOf({ look }: Reached): string {
  return look.identity.systemIdentifier;
}

function bySystem(servers: readonly Reached[]): ReadonlyMap<string, readonly Reached[]> {
  return Map.groupBy(
    servers.filter((server) => systemOf(server) !== ''),
    systemOf,
  );
}

/** Servers without those that are another way to an earlier one. */
function distinct(servers: readonly Reached[]): readonly Reached[] {
  return servers.filter(
    (server, index) => !servers.slice(0, index).some(({ look }) => isSameServer(look, server.look)),
  );
}

function sameServerTwice(scene: Scene): readonly Trouble[] {
  const servers = reached(scene);
  return servers.flatMap((server, index) => {
    const first = servers.slice(0, index).find(({ look }) => isSameServer(look, server.look));
    if (!first) return [];
    const message = l10n.t('{0} and {1} are one and the same server.', plain(server.key), plain(first.key));
    return [trouble('sameServer', 'information', server, message, { advice: l10n.t('List it once.') })];
  });
}

function timelineOf({ name, look }: Reached): string {
  const { timeline } = look.identity;
  return timeline === undefined ? plain(name) : l10n.t('{0} (timeline {1})', plain(name), timeline);
}

function twoPrimaries(scene: Scene): readonly Trouble[] {
  const primaries = distinct(reached(scene)).filter(({ role }) => role === 'primary');
  return [...bySystem(primaries)].flatMap(([system, them]) => {
    if (them.length < 2) return [];
    const message = l10n.t('Two primaries: {0} take writes apart from each other.', enumerate(them.map(timelineOf)));
    const advice = l10n.t(
      'Stop the applications that write to one of them now. Then keep one, and rewind the other or make it anew as a standby.',
    );
    return [trouble('twoPrimaries', 'error', undefined, message, { detail: system, advice, announce: true })];
  });
}

/** Whether changes may flow from one group of servers to another by logical replication. */
function replicateLogically(from: readonly Reached[], to: readonly Reached[]): boolean {
  const hasSlot = from.some(({ look }) => look.slots.some(({ kind }) => kind === 'logical'));
  return hasSlot && to.some(({ look }) => look.subscriptions.length > 0);
}

function otherSystems(scene: Scene): readonly Trouble[] {
  const groups = [...bySystem(reached(scene)).values()].toSorted((a, b) => b.length - a.length);
  const [main = [], ...others] = groups;
  return others
    .filter(
      (group) => !groups.some((it) => it !== group && (replicateLogically(it, group) || replicateLogically(group, it))),
    )
    .flatMap((group) =>
      group.map((server) => {
        const message = l10n.t(
          '{0} is of another system than {1}: neither can follow the other.',
          plain(server.name),
          plain(main[0]?.name ?? ''),
        );
        const advice = l10n.t(
          'If it should be a standby, make it from a base backup of the primary; else give it a profile of its own.',
        );
        return trouble('otherSystem', 'warning', server, message, { advice });
      }),
    );
}

/** Whether a standby gets its WAL, over however many others, from a server. */
function follows(standby: Reached, primary: Reached, { servers }: Scene): boolean {
  const seen = new Set<string>();
  for (let key = standby.upstream; key !== undefined && !seen.has(key); ) {
    if (key === primary.key) return true;
    seen.add(key);
    const at = key;
    key = servers.find((server) => server.key === at)?.upstream;
  }
  return false;
}

function timelines(scene: Scene): readonly Trouble[] {
  const servers = reached(scene);
  const primaries = [...bySystem(distinct(servers).filter(({ role }) => role === 'primary')).values()];
  return primaries.flatMap(([primary, ...others]) => {
    if (!primary || others.length > 0) return [];
    const standbys = servers.filter((it) => it.role === 'standby' && systemOf(it) === systemOf(primary));
    return standbys.filter((standby) => !follows(standby, primary, scene)).flatMap((it) => offTimeline(it, primary));
  });
}

function offTimeline(standby: Reached, primary: Reached): readonly Trouble[] {
  const [own, its] = [standby.look.identity.timeline, primary.look.identity.timeline];
  if (own === undefined || its === undefined || own === its) return [];
  const place = l10n.t(
    '{0} is on timeline {1}, the primary {2} on {3}',
    plain(standby.name),
    own,
    plain(primary.name),
    its,
  );
  const message =
    own < its
      ? l10n.t('{0}: it has not followed the promotion.', place)
      : l10n.t('{0}: it follows another history.', place);
  const advice = l10n.t(
    'Let its primary_conninfo lead to the primary. If its WAL has parted from that of the primary, rewind it or make it anew.',
  );
  return [trouble('timeline', 'warning', standby, message, { advice, announce: true })];
}

/** What is wrong with who belongs together: split brain, strangers, histories that part. */
export function systemTroubles(scene: Scene): readonly Trouble[] {
  return [...twoPrimaries(scene), ...otherSystems(scene), ...sameServerTwice(scene), ...timelines(scene)];
}
