import { window } from 'vscode';
import { UserError } from '../../errors.ts';
import * as l10n from '../../l10n.ts';
import type { LiveServices } from '../../live-services.ts';
import { connectionString } from '../../programs/connection-string.ts';
import { argumentsOf, operationOf, readDefinition, type TaskDefinition } from '../../programs/operations/index.ts';
import { completed, needOf } from '../../programs/run-operation.ts';
import { hostSite } from '../../tasks/run-task.ts';
import { saveTask } from '../../tasks/save-task.ts';
import { startTask } from '../../tasks/task-provider.ts';
import { readableCommand, titleOf } from '../../tasks/task-words.ts';
import type { Draft } from './task-steps.ts';

/** The command as it will run, for reading: the program that fits best is found anew when the task starts. */
async function commandOf({ profiles, fleet }: LiveServices, definition: TaskDefinition): Promise<string> {
  const operation = operationOf(definition);
  const cluster = 'cluster' in definition ? definition.cluster : undefined;
  const profile = cluster === undefined ? undefined : profiles.get(cluster);
  const servers = profile ? profiles.servers(profile) : [];
  const named = 'server' in definition ? definition.server : undefined;
  const server = servers.find(({ key }) => key === named) ?? servers[0];
  const look = fleet.get(cluster ?? '')?.topology?.servers.find(({ key }) => key === server?.key)?.look;
  const seenMajor = look?.reached ? look.identity.major : undefined;
  const found = await hostSite().finder.find(operation.program, await needOf(definition, seenMajor));
  if (typeof found === 'string') throw new UserError(found);
  const problems = operation.problems(found.major);
  if (problems.length > 0) throw new UserError(problems.join(' '));
  const connection = server ? connectionString(server, found.major) : '';
  return readableCommand(found.path, argumentsOf(completed(definition, server?.user), found.major, connection));
}

/**
 * Shows the exact command, then runs the task, keeps it in tasks.json, or both. Returns the definition; undefined: given
 * up. Throws `UserError` if the draft cannot be used or its program is missing.
 */
export async function offerTask(services: LiveServices, draft: Draft): Promise<TaskDefinition | undefined> {
  const definition = readDefinition(draft);
  if (typeof definition === 'string') throw new UserError(definition);
  const detail = l10n.t(
    '{0}\n\nThe password, if there is one, goes by a temporary passfile.',
    await commandOf(services, definition),
  );
  const run = l10n.t('Run');
  const save = l10n.t('Save to tasks.json');
  const title = titleOf(definition);
  const chosen = await window.showInformationMessage(title, { modal: true, detail }, run, save);
  if (chosen === run) await startTask(services, definition);
  else if (chosen !== save || !(await saveTask(draft, title))) return undefined;
  return definition;
}
