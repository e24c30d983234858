import { Disposable, StatusBarAlignment, ThemeColor, window } from 'vscode';
import * as l10n from '../l10n.ts';
import { lastSeen } from '../live/last-seen.ts';
import type { ClusterState, ClusterTopology, Level, Target } from '../live/topology.ts';
import { countOfLevel } from '../live/troubles/trouble.ts';
import type { Fleet } from '../live-services.ts';
import { innerCommandIds } from '../manifest.ts';
import { summary } from './cluster-nodes.ts';
import { shownName, withoutIcons } from './nodes/tree-node.ts';

const grave: readonly Level[] = ['error', 'warning', 'information', 'ok'];

const looks: Readonly<Record<Level, { readonly icon: string; readonly background?: string }>> = {
  ok: { icon: 'database' },
  information: { icon: 'database' },
  warning: { icon: 'warning', background: 'statusBarItem.warningBackground' },
  error: { icon: 'error', background: 'statusBarItem.errorBackground' },
};

/** Milliseconds after which what was seen is given with its time: nobody looks while no view is open. */
const oldAfter = 60_000;

interface Status {
  readonly level: Level;
  readonly text: string;
  readonly tooltip: string;
  /** For screen readers: the text without icons. */
  readonly spoken: string;
  /** What a click goes to: the server with the trouble. */
  readonly target: Target;
}

/** The time of day of the newest look, if it is old. */
function oldTime({ servers }: ClusterTopology, now: number): string | undefined {
  const newest = Math.max(...servers.flatMap(({ look }) => lastSeen(look)?.at.getTime() ?? []));
  if (!Number.isFinite(newest) || now - newest < oldAfter) return undefined;
  return new Date(newest).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}

/** What the status bar says: the worst cluster and why; undefined: no cluster is connected. */
function statusOf(clusters: readonly ClusterState[], now: number): Status | undefined {
  const connected = clusters.flatMap(({ profile, topology }) =>
    topology ? [{ cluster: profile.name, name: shownName(profile.name), topology }] : [],
  );
  const [worst] = connected.toSorted((a, b) => grave.indexOf(a.topology.level) - grave.indexOf(b.topology.level));
  if (!worst) return undefined;
  const { level, troubles } = worst.topology;
  const isFine = level === 'ok' || level === 'information';
  const word = (isFine ? undefined : countOfLevel(troubles, level)) ?? summary(worst.topology);
  const tooltip = connected.map(({ name, topology }) => {
    const first = topology.troubles.find((it) => it.level === topology.level);
    return `${name}: ${first && topology.level !== 'ok' ? shownName(first.message) : summary(topology)}`;
  });
  const time = oldTime(worst.topology, now);
  const spoken = `${withoutIcons(worst.name)}: ${word}${time === undefined ? '' : ` (${time})`}`;
  const server = troubles.find((it) => it.level === level)?.server;
  return {
    level,
    spoken,
    text: `$(${looks[level].icon}) ${spoken}`,
    tooltip: [...tooltip, ...(time === undefined ? [] : [l10n.t('Seen at {0}; a click looks again.', time)])].join(
      '\n',
    ),
    target: { cluster: worst.cluster, ...(level !== 'ok' && server !== undefined && { server }) },
  };
}

/** One item with the worst state of the connected clusters; a click goes to the server that is meant, in the tree. */
export function showStatus(fleet: Fleet): Disposable {
  const item = window.createStatusBarItem('pgReplication.health', StatusBarAlignment.Left, 0);
  item.name = l10n.t('PG Replication: health of clusters');
  const draw = () => {
    const status = statusOf(fleet.clusters, Date.now());
    if (!status) return item.hide();
    const { background } = looks[status.level];
    item.text = status.text;
    item.tooltip = status.tooltip;
    item.accessibilityInformation = { label: status.spoken, role: 'button' };
    item.command = { command: innerCommandIds.showTarget, title: l10n.t('Show'), arguments: [status.target] };
    item.backgroundColor = background === undefined ? undefined : new ThemeColor(background);
    item.show();
  };
  draw();
  const clock = setInterval(draw, oldAfter);
  return Disposable.from(item, fleet.onDidChange(draw), { dispose: () => clearInterval(clock) });
}
