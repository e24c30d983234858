import * as l10n from '../../l10n.ts';
import { notBelowPrimary } from '../not-below-primary.ts';
import { sameSystem } from '../same-server.ts';
import { segmentBytes, settingBytes, settingNumber } from '../setting-number.ts';
import { formatBytes } from '../sizes.ts';
import type { Link, Trouble } from '../topology.ts';
import { count, plain, type Reached, reached, type Scene, trouble } from './trouble.ts';

function disconnected(standby: Reached, scene: Scene): readonly Trouble[] {
  const { look } = standby;
  if (look.walReceiver) return [];
  const name = plain(standby.name);
  const archive = look.settings.get('restore_command')?.value ?? '';
  if (archive !== '' && look.settings.get('primary_conninfo')?.value === '') {
    const message = l10n.t('{0} follows the archive alone: it is behind by what is not archived yet.', name);
    return [trouble('onArchive', 'information', standby, message)];
  }
  const message = archive
    ? l10n.t('{0} has no connection to its upstream: it gets only what is archived.', name)
    : l10n.t('{0} has no connection to its upstream: it gets no new data.', name);
  const advice = l10n.t(
    'Its log says why. Look at its primary_conninfo, and at pg_hba.conf, max_wal_senders and slots of the upstream.',
  );
  // While the primary is gone, that is the news.
  const announce = reached(scene).some((it) => it.role === 'primary' && sameSystem(it.look, look));
  return [trouble('disconnected', 'warning', standby, message, { advice, announce })];
}

function paused(standby: Reached): readonly Trouble[] {
  if (standby.look.wal.replayPause !== 'paused') return [];
  const message = l10n.t(
    'Replay is paused on {0}: its queries see old data, and WAL piles up there.',
    plain(standby.name),
  );
  return [
    trouble('replayPaused', 'warning', standby, message, {
      advice: l10n.t(
        'Find out why before you resume: if its settings are lower than those of the primary, it shuts down; at a target, it promotes.',
      ),
    }),
  ];
}

function conflicts(standby: Reached): readonly Trouble[] {
  return standby.look.conflicts.map(({ database, counts }) => {
    const all = [...counts.values()].reduce((sum, number) => sum + number, 0n);
    const told = count(all, l10n.t('query was'), l10n.t('queries were'));
    const message = l10n.t(
      '{0} cancelled on {1} in {2}, in the way of replay.',
      told,
      plain(standby.name),
      plain(database),
    );
    const advice = l10n.t(
      'By cause: {0}. hot_standby_feedback or max_standby_streaming_delay give queries more time.',
      [...counts].map(([cause, number]) => `${plain(cause)} ${number}`).join(', '),
    );
    return trouble('recoveryConflicts', 'information', standby, message, { detail: database, advice });
  });
}

function tooLow(standby: Reached, primary: Reached): readonly Trouble[] {
  const { major } = standby.look.identity;
  const low = notBelowPrimary(major).flatMap((name) => {
    const [own, needed] = [settingNumber(standby.look, name), settingNumber(primary.look, name)];
    return own !== undefined && needed !== undefined && own < needed
      ? [l10n.t('{0} {1}, not {2}', name, own, needed)]
      : [];
  });
  const [first, ...others] = low;
  if (first === undefined) return [];
  const more = others.length > 0 ? l10n.t(' (and {0} more)', others.length) : '';
  const what = major >= 14 ? l10n.t('replay stops') : l10n.t('it stops');
  const message = l10n.t('{0} allows less than its primary, so {1}: {2}{3}.', plain(standby.name), what, first, more);
  const advice = l10n.t(
    'Raise on the standby, and restart it: {0}. In future raise standbys first, then the primary.',
    low.join('; '),
  );
  return [trouble('lowerThanPrimary', 'error', standby, message, { advice, announce: true })];
}

function requirements(standby: Reached, scene: Scene): readonly Trouble[] {
  const primaries = reached(scene).filter((it) => it.role === 'primary' && sameSystem(it.look, standby.look));
  const [primary, ...others] = primaries;
  return primary && others.length === 0 ? tooLow(standby, primary) : [];
}

/**
 * How many bytes of replay are much: `max_wal_size` of the upstream, about what that server would replay after a crash of its
 * own. A standby further behind takes longer to promote than its primary takes to come back.
 */
function muchToReplay(upstream: Reached): bigint | undefined {
  return settingBytes(upstream.look, 'max_wal_size');
}

function farBehind(upstream: Reached, link: Link, name: string): readonly Trouble[] {
  const behind = link.lag.bytes.replay;
  const much = muchToReplay(upstream);
  if (behind === undefined || much === undefined || behind <= much) return [];
  const message = l10n.t(
    '{0} is {1} behind in replay: promoting it would take that long to replay first.',
    name,
    formatBytes(behind),
  );
  const advice = l10n.t(
    'That is more than max_wal_size ({0}), what a crash of {1} would have to replay.',
    formatBytes(much),
    plain(upstream.name),
  );
  return [trouble('farBehind', 'warning', { key: link.downstream ?? upstream.key }, message, { detail: name, advice })];
}

/** WAL that is not sent yet and that no slot and no setting keeps: a checkpoint may remove it. */
function mayLoseWal(upstream: Reached, link: Link, name: string): readonly Trouble[] {
  const unsent = link.lag.bytes.sent;
  const segments = settingNumber(upstream.look, 'wal_keep_segments');
  const kept =
    segments === undefined
      ? (settingBytes(upstream.look, 'wal_keep_size') ?? 0n)
      : BigInt(segments) * segmentBytes(upstream.look);
  const recycled = settingBytes(upstream.look, 'max_wal_size');
  if (link.slot || unsent === undefined || recycled === undefined) return [];
  if (unsent <= kept || unsent <= recycled) return [];
  const message = l10n.t(
    '{0} lacks {1} of WAL and has no slot: {2} may remove it.',
    name,
    formatBytes(unsent),
    plain(upstream.name),
  );
  const advice = l10n.t(
    'Use a replication slot (primary_slot_name), or raise wal_keep_size (wal_keep_segments up to 12).',
  );
  return [trouble('mayLoseWal', 'warning', upstream, message, { detail: name, advice, announce: true })];
}

function behind(upstream: Reached, scene: Scene): readonly Trouble[] {
  return upstream.links.flatMap((link) => {
    if (link.kind !== 'standby') return [];
    const downstream = scene.servers.find(({ key }) => key === link.downstream);
    const name = plain(downstream?.name ?? link.sender.applicationName);
    const isPaused = downstream?.look.reached === true && downstream.look.wal.replayPause === 'paused';
    return [...(isPaused ? [] : farBehind(upstream, link, name)), ...mayLoseWal(upstream, link, name)];
  });
}

/** One that restarts is away for a moment. Milliseconds. */
const patience = 10_000;

/** Standbys that are looked at by nobody, and no longer stream. */
function missing({ missed, now, servers }: Scene): readonly Trouble[] {
  return missed.flatMap(({ name, host, from, since }) => {
    if (now.getTime() - since.getTime() < patience) return [];
    const upstream = servers.find(({ key }) => key === from);
    const shown = name === '' ? plain(host) : l10n.t('{0} at {1}', plain(name), plain(host));
    const message = l10n.t('{0} no longer streams from {1}.', shown, plain(upstream?.name ?? from));
    const advice = l10n.t('It is in no profile, so that nothing else is known of it: add it to this cluster.');
    return [
      trouble('missedStandby', 'warning', { key: from }, message, {
        detail: `${name} ${host}`,
        advice,
        announce: true,
      }),
    ];
  });
}

/** Standbys that get nothing, replay nothing, or are far behind. */
export function standbyTroubles(scene: Scene): readonly Trouble[] {
  const servers = reached(scene);
  const ofStandbys = servers
    .filter(({ role }) => role === 'standby')
    .flatMap((it) => [...disconnected(it, scene), ...paused(it), ...requirements(it, scene), ...conflicts(it)]);
  return [...ofStandbys, ...servers.flatMap((server) => behind(server, scene)), ...missing(scene)];
}
