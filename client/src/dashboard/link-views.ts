import * as l10n from '../l10n.ts';
import { formatBytes, formatDuration } from '../live/sizes.ts';
import type { ClusterServer, ClusterTopology, FoundServer, Link, SenderKind } from '../live/topology.ts';
import type { ChartView, LinkView, NodeView } from '../webview/messages.ts';

/** What to call those who receive and are no standbys. */
const receivers: Readonly<Record<SenderKind, string>> = {
  standby: l10n.t('Standby'),
  baseBackup: l10n.t('Base backup'),
  walArchive: l10n.t('WAL archive'),
  logical: l10n.t('Logical receiver'),
};

/** What a stream was behind, in bytes and in time. */
export type LagCharts = Pick<LinkView, 'lag' | 'late'>;

const noChart: ChartView = { times: [], lines: [] };

/** Where an arrow ends that leads to no server of the profile. */
function receiverId({ upstream, sender }: Link): string {
  return `receiver ${sender.pid} of ${upstream}`;
}

/** The same over time for the same stream, however often its receiver connects anew. */
function linkId({ upstream, downstream, kind, sender, subscription }: Link): string {
  const to = downstream === undefined ? String(sender.pid) : [downstream, subscription?.name, sender.slot].join(' ');
  return [kind, upstream, to].join(' ');
}

/** `16 MB behind · 1.2 s`, `caught up`; empty where positions may not be seen or mean nothing. */
function lagText({ lag, kind }: Link): string {
  const behind = lag.bytes.replay ?? lag.bytes.flush ?? lag.bytes.write ?? lag.bytes.sent;
  if (kind === 'baseBackup' || behind === undefined) return '';
  if (behind === 0n) return l10n.t('caught up');
  const time = lag.time.replay ?? lag.time.flush;
  return l10n.t('{0} behind{1}', formatBytes(behind), time === undefined ? '' : ` · ${formatDuration(time)}`);
}

function stateText({ kind, sender }: Link): string {
  const { state, syncState } = sender;
  if (state === undefined) return l10n.t('state hidden');
  if (kind === 'baseBackup' || state !== 'streaming') return state;
  return kind === 'logical' ? `logical · ${syncState ?? state}` : (syncState ?? state);
}

/** The arrow of a stream with its charts. */
function linkView(link: Link, names: ReadonlyMap<string, string>, charts: LagCharts): LinkView {
  const { upstream, downstream, kind, sender, subscription } = link;
  const receiver = downstream ?? receiverId(link);
  const name = subscription?.name ?? names.get(receiver) ?? sender.applicationName;
  return {
    id: linkId(link),
    upstream,
    downstream: receiver,
    title: `${names.get(upstream) ?? upstream} → ${name}`,
    kind,
    synchronous: sender.syncState === 'sync' || sender.syncState === 'quorum',
    current: true,
    stateText: stateText(link),
    lagText: lagText(link),
    ...charts,
  };
}

/** Who receives a stream without being a server of the profile. */
function receiverNode(link: Link): NodeView {
  const { sender, kind } = link;
  return {
    id: receiverId(link),
    kind: 'other',
    role: kind === 'standby' ? 'standby' : 'unknown',
    name: sender.applicationName || l10n.t('process {0}', sender.pid),
    address: sender.clientHostname ?? sender.clientAddress ?? '',
    roleText: receivers[kind],
    version: '',
    facts: kind === 'standby' || kind === 'logical' ? l10n.t('not in the profile') : '',
    level: 'ok',
    note: '',
    reached: true,
  };
}

/** A stream that only the standby tells of, if anybody does: drawn where it is, or was. */
function untoldLink(server: ClusterServer, upstream: string, title: string): LinkView {
  const receiver = server.look.reached ? server.look.walReceiver : undefined;
  return {
    id: ['untold', upstream, server.key].join(' '),
    upstream,
    downstream: server.key,
    title,
    kind: 'standby',
    synchronous: false,
    current: receiver !== undefined,
    stateText: receiver ? (receiver.status ?? l10n.t('state hidden')) : l10n.t('not streaming'),
    lagText: '',
    lag: noChart,
    late: noChart,
  };
}

function upstreamNode({ host, port, from }: FoundServer): NodeView {
  return {
    id: `upstream of ${from}`,
    kind: 'other',
    role: 'unknown',
    name: port === undefined ? host : `${host}:${port}`,
    address: '',
    roleText: l10n.t('Upstream'),
    version: '',
    facts: l10n.t('not in the profile'),
    level: 'ok',
    note: '',
    reached: true,
  };
}

/** All arrows of a cluster, and the boxes at their ends that are no servers of the profile. */
export function linkViews(
  { servers, found }: ClusterTopology,
  chartsOf: (link: Link) => LagCharts,
): { readonly links: readonly LinkView[]; readonly others: readonly NodeView[] } {
  const names = new Map(servers.map(({ key, name }) => [key, name]));
  const streams = servers.flatMap(({ links }) => links);
  const untold = servers.flatMap((server) => {
    const { upstream, feed, name } = server;
    if (upstream === undefined || feed) return [];
    return [untoldLink(server, upstream, `${names.get(upstream) ?? upstream} → ${name}`)];
  });
  const upstreams = found.flatMap((it) => {
    const server = it.relation === 'upstream' ? servers.find(({ key }) => key === it.from) : undefined;
    const node = upstreamNode(it);
    return server ? [{ node, link: untoldLink(server, node.id, `${node.name} → ${server.name}`) }] : [];
  });
  const strangers = streams.filter(({ downstream }) => downstream === undefined);
  return {
    links: [
      ...upstreams.map(({ link }) => link),
      ...streams.map((link) => linkView(link, names, chartsOf(link))),
      ...untold,
    ],
    others: [...upstreams.map(({ node }) => node), ...strangers.map(receiverNode)],
  };
}
