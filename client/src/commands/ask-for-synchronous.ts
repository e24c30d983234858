import { type QuickPickItem, window } from 'vscode';
import type { SwitchRequest } from '../../../core/src/index.ts';
import type { SwitchOptions } from '../../../server/src/protocol.ts';

type SynchronousRequest = Extract<SwitchRequest, { mode: 'synchronous' }>;
type Method = SynchronousRequest['method'];

const titleOf = (step: number) => `Switch to synchronous replication (${step}/3)`;

function serversWord(count: number): string {
  return count === 1 ? 'one standby' : `${count} standbys`;
}

async function askStandbys({ candidates, mode }: SwitchOptions): Promise<readonly string[] | undefined> {
  const items = candidates.map(({ name, server, listed }) => ({
    label: name,
    ...(server !== undefined && server !== name && { description: `of server ${server}` }),
    picked: mode === 'asynchronous' || listed,
  }));
  const chosen = await window.showQuickPick(items, {
    title: titleOf(1),
    placeHolder: 'Standbys that may confirm commits, by their application_name',
    canPickMany: true,
    ignoreFocusOut: true,
  });
  return chosen && chosen.length > 0 ? chosen.map(({ label }) => label) : undefined;
}

async function askMethod(standbys: readonly string[], current: Method): Promise<Method | undefined> {
  const items: (QuickPickItem & { readonly method: Method })[] = [
    {
      method: 'FIRST',
      label: 'FIRST',
      detail: `By priority: ${standbys.join(', then ')}. The later ones step in when an earlier one is away.`,
    },
    {
      method: 'ANY',
      label: 'ANY',
      detail: 'By quorum: whichever standbys confirm first, so one slow standby does not hold up commits.',
    },
  ];
  const ordered = current === 'ANY' ? items.toReversed() : items;
  const chosen = await window.showQuickPick(ordered, {
    title: titleOf(2),
    placeHolder: 'Which standbys a commit waits for',
    ignoreFocusOut: true,
  });
  return chosen?.method;
}

function countDetail(count: number, total: number): string {
  const spare = total - count;
  if (spare === 0) return 'No spare: when one standby is away, every commit waits until it is back.';
  return `Commits go on while at most ${serversWord(spare)} ${spare === 1 ? 'is' : 'are'} away.`;
}

async function askCount(total: number, current: number): Promise<number | undefined> {
  const counts = Array.from({ length: total }, (_, index) => index + 1);
  const items = counts.map((count) => ({
    count,
    label: String(count),
    description: `each commit is on ${serversWord(count)} besides the primary`,
    detail: countDetail(count, total),
  }));
  const first = items.filter(({ count }) => count === current);
  const chosen = await window.showQuickPick([...first, ...items.filter((it) => !first.includes(it))], {
    title: titleOf(3),
    placeHolder: 'How many standbys each commit waits for',
    ignoreFocusOut: true,
  });
  return chosen?.count;
}

/** Asks which standbys, which method and how many; undefined if the user turns away. */
export async function askForSynchronous(options: SwitchOptions): Promise<SynchronousRequest | undefined> {
  const standbys = await askStandbys(options);
  if (!standbys) return undefined;
  const method = standbys.length === 1 ? options.method : await askMethod(standbys, options.method);
  if (!method) return undefined;
  const count = standbys.length === 1 ? 1 : await askCount(standbys.length, options.count);
  return count === undefined ? undefined : { mode: 'synchronous', method, count, standbys };
}
