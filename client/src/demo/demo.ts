import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { commands, type Disposable, type Memento, ProgressLocation, Uri, ViewColumn, window, workspace } from 'vscode';
import type { ClusterProfile } from '../connect/profile.ts';
import { sentenceOf, UserError } from '../errors.ts';
import * as l10n from '../l10n.ts';
import { demoLoad, demoSetup } from '../live/queries/demo.ts';
import type { LiveServices } from '../live-services.ts';
import { clustersViewId, tracePrefix } from '../manifest.ts';
import {
  type DemoCluster,
  makeDemoFolder,
  removeDemoCluster,
  type ServerPrograms,
  startDemoCluster,
  startDemoStandbys,
} from '../programs/demo-cluster.ts';
import { findServerPrograms } from '../programs/find-server-programs.ts';
import { guardAgainstDeath } from '../programs/host-guard.ts';
import type { ProgramWorld } from '../programs/program-world.ts';
import { unprivileged } from '../programs/unprivileged.ts';
import { isGone, thisWindow, type WindowOwner } from '../programs/window-owner.ts';
import { hostSite } from '../tasks/run-task.ts';

const profileName = 'Demo';
/** The demos that run: should a window crash, the next one finds its demo here. */
const tracesKey = `${tracePrefix}demos`;
const loadPause = 1000;

/** What is known of a demo when its window is gone; no secret is in it. */
interface Trace {
  readonly folder: string;
  /** Its window. */
  readonly owner: WindowOwner;
  readonly profile: ClusterProfile;
}

interface Running {
  readonly cluster: DemoCluster;
  readonly profile: ClusterProfile;
  readonly lent: { dispose(): void };
  /** Removes the cluster if this window dies. */
  readonly guard: { release(): void };
  readonly stopLoad: AbortController;
}

function profileOf({ servers }: DemoCluster): ClusterProfile {
  const hosts = servers.map(() => '127.0.0.1').join(',');
  const ports = servers.map(({ port }) => port).join(',');
  const conninfo = `host=${hosts} port=${ports} user=postgres dbname=postgres sslmode=disable`;
  return { name: profileName, conninfo, allowManagement: true, production: false };
}

/** The demo cluster of this window: at most one. */
export class Demo implements Disposable {
  readonly #services: LiveServices;
  readonly #state: Memento;
  #running: Running | undefined;
  #starting: Promise<Running> | undefined;

  constructor(services: LiveServices, state: Memento) {
    this.#services = services;
    this.#state = state;
  }

  /** What runs now; undefined: nothing. */
  get cluster(): DemoCluster | undefined {
    return this.#running?.cluster;
  }

  /** Makes the cluster, connects to it and shows it. Returns its folder; undefined: it could not be had. */
  async start(): Promise<string | undefined> {
    if (!workspace.isTrusted) throw new UserError(l10n.t('In a workspace that is not trusted no server is started.'));
    if (this.#running || this.#starting) throw new UserError(l10n.t('The demo cluster runs already.'));
    const title = l10n.t('Starting a primary with a synchronous and an asynchronous standby …');
    const work = this.#start();
    void window.withProgress({ location: ProgressLocation.Notification, title }, () =>
      work.then(
        () => undefined,
        () => undefined,
      ),
    );
    this.#starting = work;
    try {
      const { cluster } = await work;
      void this.#offerFiles(cluster);
      return cluster.folder;
    } finally {
      this.#starting = undefined;
    }
  }

  /** Stops the servers and removes everything. Returns whether there was something. */
  async stop(): Promise<boolean> {
    await this.#starting?.catch(() => undefined);
    const running = this.#running;
    if (!running) return false;
    this.#running = undefined;
    running.stopLoad.abort();
    const { cluster, profile, guard, lent } = running;
    await this.#services.fleet.disconnect(profile.name);
    await removeDemoCluster(cluster.folder);
    await this.#forget({ folder: cluster.folder, profile });
    guard.release();
    lent.dispose();
    return true;
  }

  /** Offers to remove what windows that crashed have left behind; what their guards have removed is only forgotten. */
  async clearLeftovers(): Promise<void> {
    for (const trace of this.#traces.filter(({ owner }) => isGone(owner))) {
      const remove = l10n.t('Remove');
      const question = l10n.t('A demo cluster of an earlier window was not stopped: {0}.', trace.folder);
      if (existsSync(trace.folder)) {
        if ((await window.showInformationMessage(question, remove)) !== remove) continue;
        await removeDemoCluster(trace.folder);
      }
      await this.#forget(trace);
    }
  }

  dispose(): void {
    void this.stop();
  }

  get #traces(): readonly Trace[] {
    return this.#state.get<readonly Trace[]>(tracesKey, []);
  }

  /** Forgets the passwords of a demo that is gone, and its trace. */
  async #forget({ folder, profile }: Omit<Trace, 'owner'>): Promise<void> {
    const { profiles } = this.#services;
    await Promise.all(profiles.servers(profile).map((server) => profiles.forgetPassword(server)));
    const others = this.#traces.filter((trace) => trace.folder !== folder);
    await this.#state.update(tracesKey, others.length > 0 ? others : undefined);
  }

  async #start(): Promise<Running> {
    const { world: host, finder } = hostSite();
    const user = await unprivileged();
    const world: ProgramWorld = { ...host, ...(user && { runAs: user }) };
    const programs = await findServerPrograms(world, finder);
    if (!programs)
      throw new UserError(
        l10n.t(
          'No PostgreSQL server is installed on this machine: its package brings postgres and initdb, or pgReplication.programs names their folder.',
        ),
      );
    const folder = await makeDemoFolder(world);
    const before = { path: folder, state: 'absent', parent: dirname(folder) } as const;
    const guard = guardAgainstDeath({ kind: 'folder', before });
    try {
      const cluster = await startDemoCluster(world, programs, folder);
      return await this.#run(cluster, guard, world, programs);
    } catch (error) {
      await removeDemoCluster(folder);
      guard.release();
      throw error;
    }
  }

  async #run(
    cluster: DemoCluster,
    guard: Running['guard'],
    world: ProgramWorld,
    programs: ServerPrograms,
  ): Promise<Running> {
    const { folder } = cluster;
    const profile = profileOf(cluster);
    await this.#state.update(tracesKey, [...this.#traces, { folder, owner: thisWindow(), profile }]);
    const lent = this.#services.profiles.lend(profile);
    const running: Running = { cluster, profile, lent, guard, stopLoad: new AbortController() };
    this.#running = running;
    try {
      await this.#fill(running, world, programs);
    } catch (error) {
      this.#running = undefined;
      running.stopLoad.abort();
      lent.dispose();
      await this.#forget({ folder, profile });
      throw error;
    }
    return running;
  }

  async #fill({ cluster, profile, stopLoad }: Running, world: ProgramWorld, programs: ServerPrograms): Promise<void> {
    const { profiles, fleet } = this.#services;
    const servers = profiles.servers(profile);
    await Promise.all(servers.map((server) => profiles.keepPassword(server, cluster.password)));
    const [primary] = servers;
    if (!primary) throw new Error('a demo without a primary');
    const session = await profiles.open(primary, { purpose: 'act', ask: false });
    try {
      for (const statement of demoSetup) await session.run(statement);
    } finally {
      await session.close();
    }
    await startDemoStandbys(world, programs, cluster);
    void this.#load(profile, stopLoad.signal);
    await commands.executeCommand(`${clustersViewId}.focus`);
    await fleet.connect(profile.name);
  }

  /** Writes a little all the time; ends with the demo, and when its primary does. */
  async #load(profile: ClusterProfile, stop: AbortSignal): Promise<void> {
    const { profiles, output } = this.#services;
    const [primary] = profiles.servers(profile);
    if (!primary) return;
    try {
      const session = await profiles.open(primary, { purpose: 'act', ask: false, signal: stop });
      while (!stop.aborted) {
        await session.run(demoLoad);
        await new Promise((next) => setTimeout(next, loadPause));
      }
      await session.close();
    } catch (error) {
      if (!stop.aborted) output.info(l10n.t('The load of the demo cluster ended: {0}', sentenceOf(error)));
    }
  }

  async #offerFiles({ servers }: DemoCluster): Promise<void> {
    const open = l10n.t('Open Its Files');
    const chosen = await window.showInformationMessage(
      l10n.t('The demo cluster runs: a primary and two standbys.'),
      open,
    );
    if (chosen !== open) return;
    // Not added to the workspace: a second folder there would restart the extensions, and so end the demo.
    for (const [index, { folder }] of servers.toReversed().entries()) {
      const document = await workspace.openTextDocument(Uri.file(`${folder}/postgresql.conf`));
      const viewColumn = index === 0 ? ViewColumn.Beside : ViewColumn.Active;
      await window.showTextDocument(document, { preview: false, viewColumn });
    }
  }
}
