import { Disposable, StatusBarAlignment, ThemeColor, window } from 'vscode';
import * as l10n from '../l10n.ts';
import type { ClusterState, Level } from '../live/topology.ts';
import { countOfLevel } from '../live/troubles/trouble.ts';
import type { Fleet } from '../live-services.ts';
import { clustersViewId } from '../manifest.ts';
import { summary } from './cluster-nodes.ts';
import { shownName, withoutIcons } from './nodes/tree-node.ts';

const grave: readonly Level[] = ['error', 'warning', 'information', 'ok'];

const looks: Readonly<Record<Level, { readonly icon: string; readonly background?: string }>> = {
  ok: { icon: 'database' },
  information: { icon: 'database' },
  warning: { icon: 'warning', background: 'statusBarItem.warningBackground' },
  error: { icon: 'error', background: 'statusBarItem.errorBackground' },
};

/** What the status bar says: the worst cluster and why; undefined: no cluster is connected. */
function statusOf(
  clusters: readonly ClusterState[],
): { readonly level: Level; readonly text: string; readonly tooltip: string } | undefined {
  const connected = clusters.flatMap(({ profile, topology }) =>
    topology ? [{ name: shownName(profile.name), topology }] : [],
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
  return { level, text: `$(${looks[level].icon}) ${withoutIcons(worst.name)}: ${word}`, tooltip: tooltip.join('\n') };
}

/** One item with the worst state of the connected clusters; a click goes to the tree. */
export function showStatus(fleet: Fleet): Disposable {
  const item = window.createStatusBarItem('pgReplication.health', StatusBarAlignment.Left, 0);
  item.name = l10n.t('PG Replication: health of clusters');
  item.command = `${clustersViewId}.focus`;
  const draw = () => {
    const status = statusOf(fleet.clusters);
    if (!status) return item.hide();
    const { background } = looks[status.level];
    item.text = status.text;
    item.tooltip = status.tooltip;
    item.backgroundColor = background === undefined ? undefined : new ThemeColor(background);
    item.show();
  };
  draw();
  return Disposable.from(item, fleet.onDidChange(draw));
}
