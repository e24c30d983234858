import { randomBytes } from 'node:crypto';
import {
  commands,
  type Disposable,
  env,
  l10n,
  Uri,
  ViewColumn,
  type WebviewOptions,
  type WebviewPanel,
  type WebviewPanelSerializer,
  window,
} from 'vscode';
import * as z from 'zod/mini';
import type { HistoryModel } from '../live/history.ts';
import type { Target } from '../live/topology.ts';
import type { Fleet } from '../live-services.ts';
import { dashboardViewType, liveCommandIds } from '../manifest.ts';
import type { ToDashboard } from '../webview/messages.ts';
import { dashboardPage } from './dashboard-page.ts';
import { dashboardView } from './dashboard-view.ts';

export interface DashboardWorld {
  readonly fleet: Fleet;
  /** The folder of the extension. */
  readonly extensionUri: Uri;
  /** The last hour of a cluster. */
  history(cluster: string): HistoryModel;
  /** The user chose a server: shows it in the tree. */
  open(target: Target): void;
}

const fromPage = z.union([
  z.object({ kind: z.enum(['ready', 'refresh', 'connect']) }),
  z.object({ kind: z.literal('open'), server: z.string() }),
]);

const keptState = z.object({ cluster: z.string() });

/** The dashboards that are open: at most one for each cluster. */
export class DashboardPanels implements WebviewPanelSerializer, Disposable {
  readonly #world: DashboardWorld;
  readonly #open = new Map<string, WebviewPanel>();

  constructor(world: DashboardWorld) {
    this.#world = world;
  }

  /** Takes a panel that was open before a reload. */
  async deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    const { data } = keptState.safeParse(state);
    if (data && !this.#open.has(data.cluster)) this.#adopt(panel, data.cluster);
    else panel.dispose();
  }

  /** Opens the dashboard of a cluster, or brings the one that is open to the front. */
  show(cluster: string): void {
    const open = this.#open.get(cluster);
    if (open) open.reveal();
    else this.#adopt(window.createWebviewPanel(dashboardViewType, cluster, ViewColumn.Active), cluster);
  }

  dispose(): void {
    for (const panel of [...this.#open.values()]) panel.dispose();
  }

  /** Brings a panel to life; it lives until it or its cluster goes. */
  #adopt(panel: WebviewPanel, cluster: string): void {
    const { fleet } = this.#world;
    this.#open.set(cluster, panel);
    let stopWatching: (() => void) | undefined;
    const watchWhileVisible = () => {
      if (panel.visible) stopWatching ??= fleet.watch();
      else {
        stopWatching?.();
        stopWatching = undefined;
      }
    };
    const subscriptions = [
      panel.onDidChangeViewState(watchWhileVisible),
      panel.webview.onDidReceiveMessage((message) => this.#hear(panel, cluster, message)),
      fleet.onDidChange(() => this.#post(panel, cluster)),
    ];
    panel.onDidDispose(() => {
      this.#open.delete(cluster);
      stopWatching?.();
      for (const subscription of subscriptions) subscription.dispose();
    });
    watchWhileVisible();
    fillPanel(panel, cluster, this.#world.extensionUri);
  }

  /** A page that is hidden is thrown away, so it is told nothing; shown again, it says that it is ready. */
  #post(panel: WebviewPanel, cluster: string): void {
    const state = this.#world.fleet.get(cluster);
    if (!state) panel.dispose();
    else if (panel.visible) {
      const message: ToDashboard = { kind: 'view', view: dashboardView(state, this.#world.history(cluster)) };
      void panel.webview.postMessage(message);
    }
  }

  #hear(panel: WebviewPanel, cluster: string, message: unknown): void {
    const { data } = fromPage.safeParse(message);
    if (data?.kind === 'ready') this.#post(panel, cluster);
    if (data?.kind === 'refresh') void commands.executeCommand(liveCommandIds.refreshClusters, { cluster });
    if (data?.kind === 'connect') void commands.executeCommand(liveCommandIds.connectCluster, { cluster });
    if (data?.kind === 'open') this.#world.open({ cluster, server: data.server });
  }
}

function fillPanel(panel: WebviewPanel, cluster: string, extensionUri: Uri): void {
  const { webview } = panel;
  const dist = Uri.joinPath(extensionUri, 'dist');
  const options: WebviewOptions = { enableScripts: true, localResourceRoots: [dist] };
  const address = (name: string) => webview.asWebviewUri(Uri.joinPath(dist, name)).toString();
  panel.title = l10n.t('{0}: Dashboard', cluster);
  webview.options = options;
  webview.html = dashboardPage({
    nonce: randomBytes(16).toString('base64url'),
    styleSource: webview.cspSource,
    script: address('dashboard.js'),
    style: address('dashboard.css'),
    language: env.language,
    texts: l10n.bundle,
  });
}
