import { type Disposable, EventEmitter, workspace } from 'vscode';
import { History, type HistoryModel } from '../live/history.ts';
import { lastSeen } from '../live/last-seen.ts';
import { type LiveFinding, RememberedFindings } from '../live/live-findings.ts';
import { Poller } from '../live/poller.ts';
import type { ClusterServer, ClusterState } from '../live/topology.ts';
import type { Fleet, ProfileStore } from '../live-services.ts';
import { settings, settingsSection } from '../manifest.ts';

function interval(): number {
  const seconds = workspace.getConfiguration(settingsSection).get<unknown>(settings.refreshInterval);
  return Math.min(300, Math.max(1, typeof seconds === 'number' ? seconds : 5)) * 1000;
}

/** The clusters as of now, with the findings of the rules and the last hour of each. */
export class LiveFleet implements Fleet, Disposable {
  readonly #poller: Poller;
  readonly #changed = new EventEmitter<void>();
  readonly #histories = new Map<string, History>();
  readonly #remembered = new RememberedFindings();
  readonly #findings = new Map<string, readonly LiveFinding[]>();
  readonly #profiles: Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(profiles: ProfileStore, report: (error: unknown) => void) {
    this.#poller = new Poller(
      {
        get profiles() {
          return profiles.profiles;
        },
        servers: (profile) => profiles.servers(profile),
        open: (server, ask, signal) => profiles.open(server, { purpose: 'observe', ask, signal }),
        interval,
        report,
      },
      (cluster) => {
        if (cluster === undefined) this.#changed.fire();
        else void this.#take(cluster).catch(report);
      },
    );
    this.#profiles = profiles.onDidChange(() => void this.#poller.profilesChanged().catch(report));
  }

  get clusters(): readonly ClusterState[] {
    return this.#poller.clusters;
  }

  get(cluster: string): ClusterState | undefined {
    return this.#poller.get(cluster);
  }

  connect(cluster: string): Promise<void> {
    return this.#poller.connect(cluster);
  }

  async disconnect(cluster: string): Promise<void> {
    this.#histories.delete(cluster);
    this.#remembered.forget(cluster);
    await this.#poller.disconnect(cluster);
  }

  refresh(cluster?: string): Promise<void> {
    return this.#poller.refresh(cluster);
  }

  watch(): () => void {
    return this.#poller.watch();
  }

  /** The last hour of a cluster; empty where nothing was seen. */
  history(cluster: string): HistoryModel {
    return (this.#histories.get(cluster) ?? new History()).read(new Date());
  }

  /** What the rules say of what is in force on a server. */
  findings(cluster: string, server: ClusterServer): readonly LiveFinding[] {
    return this.#findings.get(JSON.stringify([cluster, server.key])) ?? [];
  }

  /** Closes all sessions; resolves when they are closed. */
  async close(): Promise<void> {
    await this.#poller.dispose();
  }

  dispose(): void {
    void this.close();
    this.#profiles.dispose();
    this.#changed.dispose();
  }

  async #take(cluster: string): Promise<void> {
    const topology = this.#poller.get(cluster)?.topology;
    if (!topology) return;
    const history = this.#histories.get(cluster) ?? new History();
    this.#histories.set(cluster, history);
    history.add(topology, new Date());
    for (const { key, look } of topology.servers) {
      const seen = lastSeen(look);
      // The rules take their time: others get the thread between two servers.
      await new Promise((next) => setImmediate(next));
      if (seen) this.#findings.set(JSON.stringify([cluster, key]), await this.#remembered.of(cluster, seen));
    }
    this.#changed.fire();
  }
}
