import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  CustomExecution,
  Task,
  TaskRevealKind,
  TaskScope,
  tasks,
  type TaskDefinition as VsCodeTaskDefinition,
  type WorkspaceFolder,
} from 'vscode';
import type { LiveServices } from '../live-services.ts';
import { taskType } from '../manifest.ts';
import { readDefinition, type TaskDefinition } from '../programs/operations/index.ts';
import { TaskTerminal } from './task-terminal.ts';
import { titleOf } from './task-words.ts';

/** Which problem matchers read the terminal of a task. */
const matchers: readonly string[] = [
  '$pg-programs',
  '$pg-ctl',
  '$pg-server-log',
  '$pg-server-log-file',
  '$pg-server-log-hba',
  '$pg-preflight',
];

/** A task that runs `definition`; variables such as `${workspaceFolder}` are filled in when it starts. */
function makeTask(
  services: LiveServices,
  definition: VsCodeTaskDefinition,
  name: string,
  scope: WorkspaceFolder | TaskScope.Global | TaskScope.Workspace,
): Task {
  const execution = new CustomExecution(async (resolved) => new TaskTerminal(services, readDefinition(resolved)));
  const task = new Task(definition, scope, name, taskType, execution, [...matchers]);
  task.presentationOptions = { reveal: TaskRevealKind.Always, clear: true };
  // It goes on until somebody ends it.
  task.isBackground = definition['operation'] === 'receivewal';
  return task;
}

/** Starts a definition as a task of VS Code, with its terminal. */
export async function startTask(services: LiveServices, definition: TaskDefinition): Promise<void> {
  await tasks.executeTask(makeTask(services, definition, titleOf(definition), TaskScope.Workspace));
}

/** A backup of each connected cluster into the home folder: what the list of tasks offers unasked. */
function offered(services: LiveServices): Task[] {
  const connected = services.fleet.clusters.filter((cluster) => cluster.connected);
  return connected.flatMap(({ profile }) => {
    const folder = `${profile.name.replace(/[^\w.-]+/g, '_')}-{time}`;
    const definition = readDefinition({
      type: taskType,
      operation: 'basebackup',
      cluster: profile.name,
      target: join(homedir(), 'pg-backups', folder),
      checkpoint: 'fast',
    });
    return typeof definition === 'string'
      ? []
      : [makeTask(services, definition, titleOf(definition), TaskScope.Workspace)];
  });
}

/** Offers tasks, and gives those of tasks.json something to run. */
export function taskProvider(services: LiveServices) {
  return {
    provideTasks: () => offered(services),
    resolveTask: ({ definition, name, scope }: Task) =>
      makeTask(services, definition, name, scope ?? TaskScope.Workspace),
  };
}
