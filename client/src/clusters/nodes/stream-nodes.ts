import * as l10n from '../../l10n.ts';
import type { SeenServer, WalSender } from '../../live/server-look.ts';
import { formatBytes, formatDuration } from '../../live/sizes.ts';
import type { ClusterServer, Lag, Link } from '../../live/topology.ts';
import { below, group, lines, type Place, type TreeNode, treeNode, words } from './tree-node.ts';

const stages = ['sent', 'write', 'flush', 'replay'] as const;

const meanings = {
  sent: l10n.t('WAL that the upstream has and has not sent yet.'),
  write: l10n.t('WAL that the standby has not written to its disk cache yet.'),
  flush: l10n.t('WAL that would be lost if the standby lost power now.'),
  replay: l10n.t('WAL that queries on the standby do not see yet.'),
} as const;

/** How far behind, in a word or two: bytes first, time only while something is missing. */
function behind({ bytes, time }: Lag): string {
  const { replay } = bytes;
  if (replay === undefined) return '';
  if (replay <= 0n) return l10n.t('up to date');
  const late = time.replay === undefined ? '' : ` (${formatDuration(time.replay)})`;
  return l10n.t('{0} behind{1}', formatBytes(replay), late);
}

/** The same for a standby below another one, which counts from the primary: what is up to date with its upstream may not be. */
export function serverBehind({ feed, behindPrimary: bytes }: ClusterServer): string {
  if (bytes === undefined || bytes <= 0n) return feed ? behind(feed.lag) : '';
  return l10n.t('{0} behind the primary', formatBytes(bytes));
}

/** The four stages of a stream, one row each. */
function stageNodes(place: Place, { bytes, time }: Lag): readonly TreeNode[] {
  return stages.flatMap((stage) => {
    const missing = bytes[stage];
    if (missing === undefined) return [];
    const late = stage === 'sent' ? undefined : time[stage];
    const description = words(formatBytes(missing), late !== undefined && formatDuration(late));
    return [treeNode(place, stage, stage, { description, tooltip: meanings[stage] })];
  });
}

const kinds = {
  standby: { icon: 'arrow-right', word: '' },
  logical: { icon: 'symbol-event', word: 'logical' },
  walArchive: { icon: 'archive', word: l10n.t('receives WAL') },
  baseBackup: { icon: 'cloud-download', word: l10n.t('base backup') },
} as const;

function senderTooltip(
  { pid, user, clientAddress, clientPort, clientHostname }: WalSender,
  slot: string | undefined,
): string {
  const from =
    clientAddress === undefined
      ? l10n.t('over a Unix socket')
      : l10n.t('from {0}:{1}', clientHostname ?? clientAddress, clientPort);
  return lines(
    l10n.t('WAL sender, process {0}', pid),
    l10n.t('role {0} {1}', user, from),
    slot !== undefined && l10n.t('slot {0}', slot),
  );
}

function senderNode(place: Place, { sender, kind, lag, slot, downstream, subscription }: Link): TreeNode {
  const inner = below(place, `sender ${sender.pid}`, { sender: sender.pid });
  const about = subscription ? l10n.t('subscription {0}', subscription.name) : downstream;
  return treeNode(
    inner,
    'sender',
    sender.applicationName === '' ? l10n.t('process {0}', sender.pid) : sender.applicationName,
    {
      description: words(kinds[kind].word, sender.syncState, sender.state, behind(lag), about),
      tooltip: senderTooltip(sender, slot?.name),
      icon: { id: kinds[kind].icon },
      context: 'sender',
      copied: sender.applicationName,
      children: stageNodes(inner, lag),
    },
  );
}

/** The streams that leave a server; base backups have rows of their own. */
export function senderNodes(place: Place, { links }: ClusterServer): TreeNode[] {
  const streams = links.filter(({ kind }) => kind !== 'baseBackup');
  return group(
    place,
    l10n.t('WAL senders'),
    streams.map((link) => senderNode(place, link)),
    { icon: { id: 'broadcast' } },
  );
}

/** What is being copied from a server right now; before 13 only that it is. */
export function backupNodes(place: Place, { links }: ClusterServer, { baseBackups }: SeenServer): TreeNode[] {
  const told = baseBackups.map(({ pid, phase, total, streamed }) => {
    const percent =
      total !== undefined && total > 0n && streamed !== undefined ? `${(streamed * 100n) / total} %` : undefined;
    const size = streamed === undefined ? undefined : formatBytes(streamed);
    const of = total === undefined ? undefined : `of ${formatBytes(total)}`;
    const description = words(phase, percent, [size, of].filter(Boolean).join(' '));
    return treeNode(place, `backup ${pid}`, l10n.t('process {0}', pid), {
      description,
      icon: { id: 'cloud-download' },
    });
  });
  const untold = links
    // The stream of its WAL is part of a backup, not another one.
    .filter(({ kind, sender }) => kind === 'baseBackup' && sender.state !== 'streaming')
    .filter(({ sender }) => !baseBackups.some(({ pid }) => pid === sender.pid))
    .map(({ sender: { pid, applicationName } }) =>
      treeNode(place, `backup ${pid}`, l10n.t('process {0}', pid), {
        description: applicationName,
        icon: { id: 'cloud-download' },
      }),
    );
  return group(place, l10n.t('Base backups in progress'), [...told, ...untold], { icon: { id: 'cloud-download' } });
}

function receiverNode(place: Place, { walReceiver, wal, identity }: SeenServer): TreeNode[] {
  if (!identity.inRecovery) return [];
  if (!walReceiver) {
    const description = l10n.t('none: nothing is received, WAL may still come from an archive');
    return [treeNode(place, 'receiver', l10n.t('WAL receiver'), { description, icon: { id: 'debug-disconnect' } })];
  }
  const { status, senderHost, senderPort, slot, lastMessageAt, receivedTimeline } = walReceiver;
  const from = senderHost === undefined ? undefined : l10n.t('from {0}:{1}', senderHost, senderPort ?? '?');
  return [
    treeNode(place, 'receiver', l10n.t('WAL receiver'), {
      description: words(status, from, slot !== undefined && l10n.t('slot {0}', slot)),
      tooltip: lines(
        receivedTimeline !== undefined && l10n.t('timeline {0}', receivedTimeline),
        lastMessageAt && l10n.t('last message {0}', lastMessageAt.toISOString()),
        wal.lastReplayedAt && l10n.t('last transaction replayed {0}', wal.lastReplayedAt.toISOString()),
      ),
      icon: { id: 'arrow-left' },
    }),
  ];
}

/** What a standby receives: its receiver, how far behind it is, and whether replay is paused. */
export function feedNodes(place: Place, server: ClusterServer, seen: SeenServer): TreeNode[] {
  const { replayPause } = seen.wal;
  const paused =
    replayPause === undefined || replayPause === 'not paused'
      ? []
      : [
          treeNode(place, 'paused', l10n.t('Replay'), {
            description: replayPause === 'paused' ? l10n.t('paused: WAL is received, not replayed') : replayPause,
            icon: { id: 'debug-pause' },
          }),
        ];
  const inner = below(place, 'behind');
  const lag = server.feed
    ? group(place, l10n.t('Behind its upstream'), stageNodes(inner, server.feed.lag), {
        description: behind(server.feed.lag),
        icon: { id: 'clock' },
      })
    : [];
  const { behindPrimary } = server;
  const distance =
    behindPrimary === undefined
      ? []
      : [
          treeNode(place, 'behind the primary', l10n.t('Behind the primary'), {
            description: formatBytes(behindPrimary),
            tooltip: l10n.t('WAL of the primary that queries here do not see yet, over all servers between.'),
            icon: { id: 'clock' },
          }),
        ];
  return [...paused, ...lag, ...distance, ...receiverNode(place, seen)];
}

/** Queries that replay has cancelled, by database. */
export function conflictNodes(place: Place, { conflicts }: SeenServer): TreeNode[] {
  const rows = conflicts.map(({ database, counts }) =>
    treeNode(place, `conflicts ${database}`, database, {
      description: [...counts].map(([kind, count]) => `${kind} ${count}`).join(', '),
    }),
  );
  return group(place, l10n.t('Recovery conflicts'), rows, {
    icon: { id: 'git-merge' },
    tooltip: l10n.t('Queries cancelled by replay since the counters began.'),
  });
}
