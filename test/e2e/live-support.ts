import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { commands, extensions, tasks, window, workspace } from 'vscode';
import * as z from 'zod/mini';
import type { TreeNode } from '../../client/src/clusters/nodes/tree-node.ts';
import type { LiveSide } from '../../client/src/compose.ts';
import type { LazyLiveSide } from '../../client/src/lazy-live-side.ts';
import type { SeenServer } from '../../client/src/live/server-look.ts';
import type { ClusterServer } from '../../client/src/live/topology.ts';
import { eventually, fileUri } from './support.ts';

/** A command of ours. */
export const id = (name: string) => `pgReplication.${name}`;

export async function liveSide(): Promise<LiveSide> {
  const extension = extensions.getExtension<LazyLiveSide>('pg-replication.pg-replication');
  assert.ok(extension, 'the extension is there');
  return (await extension.activate()).load();
}

function rows(node: TreeNode, depth = 0): readonly string[] {
  const line = `${'  '.repeat(depth)}${node.label} | ${node.description}`;
  return [line, ...node.children.flatMap((child) => rows(child, depth + 1))];
}

type Message = 'showWarningMessage' | 'showInformationMessage' | 'showErrorMessage';
const originals = new Map<Message, unknown>();

/** Workbenches under test refuse modal dialogs, so a test sits where the user would. */
export function stub(name: Message, answer: (message: string, ...rest: readonly unknown[]) => unknown): void {
  if (!originals.has(name)) originals.set(name, window[name]);
  Object.assign(window, { [name]: async (message: string, ...rest: unknown[]) => answer(message, ...rest) });
}

/** Notes what the messages of these kinds say, and shows them all the same. */
export function record(...names: readonly Message[]): string[] {
  const shown: string[] = [];
  for (const name of names) {
    const show: unknown = originals.get(name) ?? window[name];
    assert.ok(typeof show === 'function');
    stub(name, (message, ...rest) => {
      shown.push(message);
      return Reflect.apply(show, window, [message, ...rest]);
    });
  }
  return shown;
}

/** Presses that button in every modal dialog; returns the texts of the dialogs. */
export function answerDialogs(button: string): string[] {
  const shown: string[] = [];
  const answer = (_: string, options?: unknown) => {
    const { data } = z.object({ modal: z.literal(true), detail: z.optional(z.string()) }).safeParse(options);
    if (data) shown.push(data.detail ?? '');
    return data && button;
  };
  stub('showWarningMessage', answer);
  stub('showInformationMessage', answer);
  return shown;
}

export async function writeTasks(all: readonly object[]): Promise<void> {
  const tasksOf = all.map((task) => ({ type: 'pg-replication', ...task }));
  const text = JSON.stringify({ version: '2.0.0', tasks: tasksOf });
  await workspace.fs.writeFile(fileUri('.vscode/tasks.json'), new TextEncoder().encode(text));
}

/** Starts a task of tasks.json; the returned promise holds one that resolves at its end. */
export async function runTask(label: string): Promise<Promise<void>[]> {
  const found = await eventually(`task ${label}`, async () =>
    (await tasks.fetchTasks({ type: 'pg-replication' })).find(({ name }) => name === label),
  );
  const ended = new Promise<void>((resolve) => {
    const listening = tasks.onDidEndTask(({ execution }) => {
      if (execution.task.name !== label) return;
      listening.dispose();
      resolve();
    });
  });
  await tasks.executeTask(found);
  return [ended];
}

/** Gives the workbench its own dialogs back. */
export function restoreDialogs(): void {
  for (const [name, original] of originals) Object.assign(window, { [name]: original });
}

/** The demo cluster as the sidebar knows it. */
export class DemoView {
  readonly live: LiveSide;

  constructor(live: LiveSide) {
    this.live = live;
  }

  /** Starts the demo and brings its clusters into view. */
  static async show(): Promise<DemoView> {
    const demo = new DemoView(await liveSide());
    await demo.start();
    await commands.executeCommand(id('clusters.focus'));
    return demo;
  }

  /** Every row, indented as it hangs. */
  get tree(): string {
    return this.live.view.roots.flatMap((root) => rows(root)).join('\n');
  }

  server(name: string): ClusterServer | undefined {
    return this.live.services.fleet.get('Demo')?.topology?.servers.find((it) => it.name === name);
  }

  seen(name: string): SeenServer | undefined {
    const look = this.server(name)?.look;
    return look?.reached ? look : undefined;
  }

  get folder(): string {
    return dirname(this.seen('primary')?.identity.dataDirectory ?? '');
  }

  async password(): Promise<string> {
    const { profiles } = this.live.services;
    const profile = profiles.get('Demo');
    const [first] = profile ? profiles.servers(profile) : [];
    const password = first && (await profiles.password(first));
    assert.ok(password && password.length > 20, 'the demo has a password');
    return password;
  }

  target(name: string): { readonly cluster: string; readonly server: string | undefined } {
    return { cluster: 'Demo', server: this.server(name)?.key };
  }

  /** Starts the demo unless it runs, and waits until both standbys stream. */
  async start(): Promise<void> {
    if (!this.live.services.fleet.get('Demo')) await commands.executeCommand(id('startDemoCluster'));
    const isFed = (name: string) => this.server(name)?.feed?.sender.state === 'streaming';
    await eventually('both standbys stream', () => isFed('standby1') && isFed('standby2'), 40);
  }
}
