import type { ServerKey } from '../connect/profile.ts';
import * as l10n from '../l10n.ts';
import type { HistoryModel, Values } from '../live/history.ts';
import { lastSeen } from '../live/last-seen.ts';
import type { Slot, Stages } from '../live/server-look.ts';
import { formatBytes, formatRate } from '../live/sizes.ts';
import type { ClusterServer, ClusterState, ClusterTopology, Level, Link, Trouble } from '../live/topology.ts';
import { countOfLevel } from '../live/troubles/trouble.ts';
import type { ChartView, DashboardView, FigureView, LinkView, NodeView, TroubleView } from '../webview/messages.ts';
import { chartOf, type SampledLine } from './chart-lines.ts';
import { type LagCharts, linkViews } from './link-views.ts';

/** Lines that a chart can still tell apart. */
const mostLines = 6;

const stages = [
  [l10n.t('Sent'), 'sent'],
  [l10n.t('Written'), 'write'],
  [l10n.t('Flushed'), 'flush'],
  [l10n.t('Replayed'), 'replay'],
] as const;

const grave: readonly Exclude<Level, 'ok'>[] = ['error', 'warning', 'information'];

/** The samples of a stream; its receiver may have connected anew since. */
function lagCharts(link: Link, { links }: HistoryModel, names: ReadonlyMap<string, string>): LagCharts {
  const { upstream, downstream, kind, sender } = link;
  const name = names.get(downstream ?? '') ?? sender.applicationName;
  const own = links.filter((it) => it.upstream === upstream && it.downstream === downstream && it.kind === kind);
  const history = own.find((it) => downstream !== undefined || it.name === name);
  const { times, bytes, late } = history ?? { times: [] };
  const chart = (values: Partial<Stages<Values>> = {}) => {
    const lines = stages.map(([name, stage]) => ({ name, detail: '', times, values: values[stage] ?? [] }));
    return chartOf(lines.filter((line) => line.values.some((value) => value !== null)));
  };
  return { lag: chart(bytes), late: chart(late) };
}

function walRateChart({ rates }: HistoryModel, names: ReadonlyMap<string, string>): ChartView {
  return chartOf(
    rates.flatMap(({ server, times, bytesPerSecond: values }) => {
      const name = names.get(server);
      return name === undefined ? [] : [{ name, detail: '', times, values }];
    }),
  );
}

interface SlotPlace {
  readonly server: ClusterServer;
  readonly slot: Slot;
}

/** Those that keep most first. */
function slotsOf(servers: readonly ClusterServer[]): readonly SlotPlace[] {
  const all = servers.flatMap((server) => (lastSeen(server.look)?.slots ?? []).map((slot) => ({ server, slot })));
  return all.toSorted((a, b) => Number((b.slot.retained ?? -1n) - (a.slot.retained ?? -1n)));
}

/** `reserved, 1.2 GB until it is lost`. */
function slotText({ active, walStatus, safeWalSize, invalidation }: Slot): string {
  if (invalidation !== undefined) return l10n.t('invalidated: {0}', invalidation);
  const safe = safeWalSize === undefined ? undefined : l10n.t('{0} until it is lost', formatBytes(safeWalSize));
  return [active ? 'active' : 'inactive', walStatus, safe].filter((it) => it !== undefined).join(', ');
}

function slotChart(places: readonly SlotPlace[], history: HistoryModel): ChartView {
  const isAlone = new Set(places.map(({ server }) => server.key)).size <= 1;
  return chartOf(
    places.slice(0, mostLines).map(({ server, slot }): SampledLine => {
      const own = history.slots.find((it) => it.server === server.key && it.slot === slot.name);
      const name = isAlone ? slot.name : `${slot.name} on ${server.name}`;
      return { name, detail: slotText(slot), times: own?.times ?? [], values: own?.retained ?? [] };
    }),
  );
}

function headline({ connected, topology }: ClusterState): string {
  if (!connected) return l10n.t('Not connected');
  if (!topology) return l10n.t('Looking…');
  const counts = grave.map((level) => countOfLevel(topology.troubles, level)).filter((it) => it !== undefined);
  return counts.length === 0 ? l10n.t('All is well') : counts.join(', ');
}

function roleText({ role, look }: ClusterServer): string {
  if (role === 'unknown') return l10n.t('Server');
  if (role === 'primary') return l10n.t('Primary');
  const pause = lastSeen(look)?.wal.replayPause;
  return pause === undefined || pause === 'not paused'
    ? l10n.t('Standby')
    : `${l10n.t('Standby')} · ${pause === 'paused' ? l10n.t('replay paused') : l10n.t('replay is being paused')}`;
}

/** The gravest trouble of a server; a server that gives no answer is never fine. */
function worstTrouble(key: ServerKey, troubles: readonly Trouble[]): Trouble | undefined {
  const own = troubles.filter(({ server }) => server === key);
  return grave.map((level) => own.find((trouble) => trouble.level === level)).find((it) => it !== undefined);
}

function serverNode(server: ClusterServer, troubles: readonly Trouble[]): NodeView {
  const { key, name, role, look } = server;
  const worst = worstTrouble(key, troubles);
  const identity = lastSeen(look)?.identity;
  return {
    id: key,
    kind: 'server',
    role,
    name,
    address: name === key ? '' : key,
    roleText: roleText(server),
    version: identity?.version ?? '',
    facts: identity?.timeline === undefined ? '' : l10n.t('timeline {0}', identity.timeline),
    level: look.reached ? (worst?.level ?? 'ok') : 'error',
    note: look.reached ? (worst?.message ?? '') : look.reason,
    reached: look.reached,
  };
}

/** Each server is followed by those that it feeds; primaries first. Whoever feeds each other comes last. */
function drawingOrder(nodes: readonly NodeView[], links: readonly LinkView[]): readonly NodeView[] {
  const feeds = new Map(links.toReversed().map(({ downstream, upstream }) => [downstream, upstream]));
  const placed = new Set<NodeView>();
  const place = (node: NodeView) => {
    if (placed.has(node)) return;
    placed.add(node);
    for (const other of nodes) if (feeds.get(other.id) === node.id) place(other);
  };
  const roots = nodes.filter(({ id }) => !feeds.has(id));
  for (const node of roots) if (node.role === 'primary') place(node);
  for (const node of [...roots, ...nodes]) place(node);
  return [...placed];
}

function troubleView(
  { cause, level, server, message, advice }: Trouble,
  names: ReadonlyMap<string, string>,
): TroubleView {
  return {
    cause,
    level,
    server: server === undefined ? null : { key: server, name: names.get(server) ?? server },
    message,
    advice: advice ?? '',
  };
}

function farthestBehind(servers: readonly ClusterServer[]): FigureView {
  const standbys = servers.flatMap(({ links }) => links.filter(({ kind }) => kind === 'standby'));
  const known = standbys.flatMap((link) => {
    const receiver = servers.find(({ key }) => key === link.downstream);
    const behind = receiver?.behindPrimary ?? link.lag.bytes.replay ?? link.lag.bytes.flush;
    return behind === undefined ? [] : [{ link, behind }];
  });
  const farthest = known.toSorted((a, b) => Number(b.behind - a.behind))[0];
  const label = l10n.t('Farthest behind');
  if (!farthest)
    return {
      label,
      value: '–',
      detail: standbys.length === 0 ? l10n.t('no standby streams') : l10n.t('not to be seen'),
    };
  if (farthest.behind === 0n) return { label, value: '0 bytes', detail: l10n.t('all standbys caught up') };
  const { downstream, sender } = farthest.link;
  const name = servers.find(({ key }) => key === downstream)?.name ?? sender.applicationName;
  return { label, value: formatBytes(farthest.behind), detail: name };
}

function figuresOf(
  servers: readonly ClusterServer[],
  slots: readonly SlotPlace[],
  walRate: ChartView,
): readonly FigureView[] {
  const answering = servers.filter(({ look }) => look.reached).length;
  const primary = servers.find(({ role, look }) => role === 'primary' && look.reached);
  const rate = walRate.lines.find(({ name }) => name === primary?.name)?.values.at(-1);
  const waiting = primary && lastSeen(primary.look)?.waitingCommits;
  const kept = slots[0];
  return [
    { label: l10n.t('Servers answering'), value: l10n.t('{0} of {1}', answering, servers.length), detail: '' },
    {
      label: l10n.t('WAL written'),
      value: typeof rate === 'number' ? formatRate(rate) : '–',
      detail: primary?.name ?? l10n.t('no primary'),
    },
    farthestBehind(servers),
    {
      label: l10n.t('Most kept by a slot'),
      value: kept?.slot.retained === undefined ? '–' : formatBytes(kept.slot.retained),
      detail: kept ? kept.slot.name : l10n.t('no slots'),
    },
    {
      label: l10n.t('Commits waiting'),
      value: waiting === undefined ? '–' : String(waiting),
      detail: waiting === undefined && primary ? l10n.t('not to be seen') : l10n.t('for a synchronous standby'),
    },
  ];
}

function newestLook(servers: readonly ClusterServer[]): number | null {
  return servers.length === 0 ? null : Math.max(...servers.map(({ look }) => look.at.getTime()));
}

const nobody: ClusterTopology = { servers: [], found: [], missed: [], troubles: [], level: 'ok' };

/** What the dashboard of a cluster shows now. Texts are made here, so that the page only draws. */
export function dashboardView(cluster: ClusterState, history: HistoryModel): DashboardView {
  const { profile, connected } = cluster;
  const topology = (connected ? cluster.topology : undefined) ?? nobody;
  const { servers, troubles } = topology;
  const names = new Map(servers.map(({ key, name }) => [key, name]));
  const { links, others } = linkViews(topology, (link) => lagCharts(link, history, names));
  const nodes = [...servers.map((server) => serverNode(server, troubles)), ...others];
  const slots = slotsOf(servers);
  const walRate = walRateChart(history, names);
  const gravest = troubles.toSorted((a, b) => grave.indexOf(a.level) - grave.indexOf(b.level));
  return {
    cluster: profile.name,
    production: profile.production,
    connected,
    level: topology.level,
    headline: headline(cluster),
    lookedAt: newestLook(servers),
    figures: servers.length === 0 ? [] : figuresOf(servers, slots, walRate),
    troubles: gravest.map((trouble) => troubleView(trouble, names)),
    nodes: drawingOrder(nodes, links),
    links,
    walRate,
    slots: slotChart(slots, history),
  };
}
