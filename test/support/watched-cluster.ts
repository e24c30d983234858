import { nodeParameters } from '../../client/src/connect/node-parameters.ts';
import { openSession } from '../../client/src/connect/open-session.ts';
import type { ClusterProfile } from '../../client/src/connect/profile.ts';
import { Announcements } from '../../client/src/live/announcements.ts';
import { Poller } from '../../client/src/live/poller.ts';
import type { ClusterServer, ClusterTopology } from '../../client/src/live/topology.ts';
import { eventually } from './eventually.ts';
import { profile } from './looks.ts';
import { bareWorld } from './sessions.ts';

/** A poller on real servers, as the sidebar has it: everything but the workbench. */
export class WatchedCluster {
  readonly poller: Poller;
  /** Everything that would have been told in a notification. */
  readonly told: string[] = [];
  readonly errors: unknown[] = [];
  readonly #profile: ClusterProfile;
  readonly #announcements = new Announcements();

  constructor(conninfo: string, interval = 200) {
    this.#profile = profile({ conninfo });
    this.poller = new Poller(
      {
        profiles: [this.#profile],
        servers: ({ conninfo: of }) => nodeParameters(of, bareWorld),
        open: (server, _, signal) => openSession(server, { purpose: 'observe', signal }, bareWorld),
        interval: () => interval,
        report: (error) => this.errors.push(error),
      },
      () => this.#tell(),
    );
  }

  get topology(): ClusterTopology | undefined {
    return this.poller.get(this.#profile.name)?.topology;
  }

  async connect(): Promise<void> {
    await this.poller.connect(this.#profile.name);
  }

  /** The server on a port. */
  on(port: number): ClusterServer | undefined {
    return this.topology?.servers.find(({ key }) => key.endsWith(`:${port}`));
  }

  /** `role` of each port, `gone` for a server that does not answer. */
  roles(...ports: readonly number[]): string {
    return ports
      .map((port) => {
        const server = this.on(port);
        return server?.look.reached ? server.role : 'gone';
      })
      .join(' ');
  }

  /** Waits until the servers on these ports are as wanted. */
  async until(wanted: string, ...ports: readonly number[]): Promise<void> {
    await eventually(() => this.roles(...ports) === wanted || undefined, 20_000).catch(() => {
      throw new Error(`not "${wanted}" but "${this.roles(...ports)}"`);
    });
  }

  /** One round, started now. */
  async look(): Promise<void> {
    await this.poller.refresh();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.poller.dispose();
  }

  #tell(): void {
    const troubles = this.topology?.troubles;
    if (troubles) this.told.push(...this.#announcements.news(troubles, Date.now()).map(({ cause }) => cause));
  }
}
