import {
  type Disposable,
  EventEmitter,
  type FileDecoration,
  type FileDecorationProvider,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  Uri,
  window,
} from 'vscode';
import * as l10n from '../l10n.ts';
import type { Target } from '../live/topology.ts';
import type { RunningTasks } from '../live-services.ts';
import { clustersViewId, innerCommandIds, liveCommandIds } from '../manifest.ts';
import { clusterNodes } from './cluster-nodes.ts';
import type { LiveFleet } from './live-fleet.ts';
import type { TreeNode } from './nodes/tree-node.ts';

const productionScheme = 'pg-replication-production';

function commandOf(node: TreeNode): { readonly id: string; readonly title: string } | undefined {
  if (node.place) return { id: innerCommandIds.openPlace, title: l10n.t('Open') };
  if (node.command !== undefined) return { id: node.command, title: node.label };
  return node.context.split(' ').includes('disconnected')
    ? { id: liveCommandIds.connectCluster, title: l10n.t('Connect') }
    : undefined;
}

/** A tooltip that shows its text as it is, whatever a server put into it. */
function tooltipOf({ tooltip }: TreeNode): MarkdownString | undefined {
  return tooltip === '' ? undefined : new MarkdownString().appendText(tooltip);
}

function toItem(node: TreeNode): TreeItem {
  const { None, Collapsed, Expanded } = TreeItemCollapsibleState;
  const item = new TreeItem(node.label, node.children.length === 0 ? None : node.open ? Expanded : Collapsed);
  const command = commandOf(node);
  item.id = node.id;
  item.description = node.description;
  item.tooltip = tooltipOf(node);
  item.contextValue = node.context;
  item.accessibilityInformation = { label: [node.label, node.description].filter((it) => it !== '').join(', ') };
  if (node.icon)
    item.iconPath = new ThemeIcon(
      node.icon.id,
      node.icon.color === undefined ? undefined : new ThemeColor(node.icon.color),
    );
  if (node.production)
    item.resourceUri = Uri.from({ scheme: productionScheme, path: `/${encodeURIComponent(node.label)}` });
  if (command) item.command = { command: command.id, title: command.title, arguments: [node] };
  return item;
}

/** Production clusters in the colour of danger. */
const productionColour: FileDecorationProvider = {
  provideFileDecoration: (uri): FileDecoration | undefined =>
    uri.scheme === productionScheme
      ? { badge: 'P', tooltip: l10n.t('Production'), color: new ThemeColor('charts.red'), propagate: false }
      : undefined,
};

/** The view *Clusters*: a thin layer over `clusterNodes`. Its sessions live while it is visible. */
export class ClustersView implements TreeDataProvider<TreeNode>, Disposable {
  readonly #fleet: LiveFleet;
  readonly #tasks: RunningTasks;
  readonly #changed = new EventEmitter<undefined>();
  readonly #view: TreeView<TreeNode>;
  readonly #disposables: readonly Disposable[];
  #parents = new Map<string, TreeNode>();
  #shown = '';
  #opened: ReadonlySet<string> = new Set();
  #roots: readonly TreeNode[] = [];
  #stopWatching: (() => void) | undefined;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(fleet: LiveFleet, tasks: RunningTasks) {
    this.#fleet = fleet;
    this.#tasks = tasks;
    this.#build();
    this.#view = window.createTreeView(clustersViewId, { treeDataProvider: this, showCollapseAll: true });
    this.#disposables = [
      this.#view,
      this.#changed,
      window.registerFileDecorationProvider(productionColour),
      this.#view.onDidChangeVisibility(() => this.#watchWhileVisible()),
      fleet.onDidChange(() => this.#refresh()),
      tasks.onDidChange(() => this.#refresh()),
    ];
    this.#watchWhileVisible();
  }

  /** The rows as they are shown. */
  get roots(): readonly TreeNode[] {
    return this.#roots;
  }

  getTreeItem(node: TreeNode): TreeItem {
    return toItem(node);
  }

  getChildren(node?: TreeNode): TreeNode[] {
    return [...(node ? node.children : this.#roots)];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return this.#parents.get(node.id);
  }

  /** Shows the row of a server, or of its cluster. */
  async reveal({ cluster, server }: Target): Promise<void> {
    const root = this.#roots.find(({ target }) => target.cluster === cluster);
    const row =
      root &&
      (find(root, (it) => server !== undefined && it.context.startsWith('server') && it.target.server === server) ??
        root);
    if (row) await this.#view.reveal(row, { focus: true, expand: true });
  }

  dispose(): void {
    this.#stopWatching?.();
    for (const it of this.#disposables) it.dispose();
  }

  #watchWhileVisible(): void {
    if (this.#view.visible) this.#stopWatching ??= this.#fleet.watch();
    else {
      this.#stopWatching?.();
      this.#stopWatching = undefined;
    }
  }

  /** Draws only where something shown has changed: the tree would lose the row under the mouse. */
  #refresh(): void {
    this.#build();
    const shown = JSON.stringify(this.#roots);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#changed.fire(undefined);
    this.#badge();
    this.#openFresh();
  }

  #build(): void {
    const findings = (cluster: string) => (server: Parameters<LiveFleet['findings']>[1]) =>
      this.#fleet.findings(cluster, server);
    this.#roots = clusterNodes(this.#fleet.clusters, { findings, tasks: this.#tasks.all, now: new Date() });
    this.#parents = new Map();
    const visit = (node: TreeNode) => {
      for (const child of node.children) {
        this.#parents.set(child.id, node);
        visit(child);
      }
    };
    for (const root of this.#roots) visit(root);
  }

  /** Opens the row of a cluster that was just connected: VS Code keeps a row closed that had nothing inside at first. */
  #openFresh(): void {
    const filled = this.#roots.filter(({ children }) => children.length > 0);
    const fresh = filled.filter(({ id }) => !this.#opened.has(id));
    this.#opened = new Set(filled.map(({ id }) => id));
    if (!this.#view.visible) return;
    for (const root of fresh) void this.#view.reveal(root, { expand: 2, select: false, focus: false });
  }

  #badge(): void {
    const errors = this.#fleet.clusters
      .flatMap(({ topology }) => topology?.troubles ?? [])
      .filter(({ level }) => level === 'error');
    const tooltip =
      errors.length === 1
        ? l10n.t('One error in connected clusters')
        : l10n.t('{0} errors in connected clusters', errors.length);
    this.#view.badge = errors.length === 0 ? undefined : { value: errors.length, tooltip };
  }
}

function find(node: TreeNode, fits: (node: TreeNode) => boolean): TreeNode | undefined {
  if (fits(node)) return node;
  for (const child of node.children) {
    const found = find(child, fits);
    if (found) return found;
  }
  return undefined;
}
