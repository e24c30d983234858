import { type QuickPickItem, window } from 'vscode';
import type { SwitchRequest } from '../../../core/src/index.ts';
import type { SwitchOptions } from '../../../server/src/protocol.ts';
import * as l10n from '../l10n.ts';

type SynchronousRequest = Extract<SwitchRequest, { mode: 'synchronous' }>;
type Method = SynchronousRequest['method'];

const titleOf = (step: number) => l10n.t('Switch to synchronous replication ({0}/3)', step);

function serversWord(count: number): string {
  return count === 1 ? l10n.t('one standby') : l10n.t('{0} standbys', count);
}

async function askStandbys({ candidates, mode }: SwitchOptions): Promise<readonly string[] | undefined> {
  const items = candidates.map(({ name, server, listed }) => ({
    label: name,
    ...(server !== undefined && server !== name && { description: l10n.t('of server {0}', server) }),
    picked: mode === 'asynchronous' || listed,
  }));
  const chosen = await window.showQuickPick(items, {
    title: titleOf(1),
    placeHolder: l10n.t('Standbys that may confirm commits, by their application_name'),
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
      detail: l10n.t(
        'By priority: {0}. The later ones step in when an earlier one is away.',
        standbys.join(l10n.t(', then ')),
      ),
    },
    {
      method: 'ANY',
      label: 'ANY',
      detail: l10n.t('By quorum: whichever standbys confirm first, so one slow standby does not hold up commits.'),
    },
  ];
  const ordered = current === 'ANY' ? items.toReversed() : items;
  const chosen = await window.showQuickPick(ordered, {
    title: titleOf(2),
    placeHolder: l10n.t('Which standbys a commit waits for'),
    ignoreFocusOut: true,
  });
  return chosen?.method;
}

function countDetail(count: number, total: number): string {
  const spare = total - count;
  if (spare === 0) return l10n.t('No spare: when one standby is away, every commit waits until it is back.');
  return spare === 1
    ? l10n.t('Commits go on while at most one standby is away.')
    : l10n.t('Commits go on while at most {0} standbys are away.', spare);
}

async function askCount(total: number, current: number): Promise<number | undefined> {
  const counts = Array.from({ length: total }, (_, index) => index + 1);
  const items = counts.map((count) => ({
    count,
    label: String(count),
    description: l10n.t('each commit is on {0} besides the primary', serversWord(count)),
    detail: countDetail(count, total),
  }));
  const first = items.filter(({ count }) => count === current);
  const chosen = await window.showQuickPick([...first, ...items.filter((it) => !first.includes(it))], {
    title: titleOf(3),
    placeHolder: l10n.t('How many standbys each commit waits for'),
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
