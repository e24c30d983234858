import { type QuickPickItem, QuickPickItemKind, Range, Uri, window } from 'vscode';
import type { ChangedServer } from '../../../server/src/protocol.ts';
import { UserError } from '../errors.ts';
import { lastCommit } from '../files/last-commit.ts';
import * as l10n from '../l10n.ts';
import type { LanguageService } from '../language-client.ts';

type Change = ChangedServer['changes'][number];
type ChangeItem = QuickPickItem & { readonly change?: Change };

const order: readonly Change['needs'][] = ['restart', 'new sessions', 'reload', 'never'];

/** The gravest thing that a server's changes need. */
function neededBy({ changes }: ChangedServer): Change['needs'] {
  return order.find((need) => changes.some(({ needs }) => needs === need)) ?? 'reload';
}

function sentence(need: Change['needs']): string {
  switch (need) {
    case 'restart':
      return l10n.t('restart');
    case 'new sessions':
      return l10n.t('reload, then new sessions');
    case 'reload':
      return l10n.t('reload');
    case 'never':
      return l10n.t('no file can change it');
  }
}

function items(servers: readonly ChangedServer[]): ChangeItem[] {
  return servers.flatMap((server) => [
    {
      kind: QuickPickItemKind.Separator,
      label: l10n.t('{0} (PostgreSQL {1}): {2}', server.server, server.major, sentence(neededBy(server))),
    },
    ...server.changes
      .toSorted((a, b) => order.indexOf(a.needs) - order.indexOf(b.needs))
      .map((change) => ({
        label: `$(${change.needs === 'restart' ? 'debug-restart' : 'refresh'}) ${change.what}`,
        description: `${change.before === '' ? "''" : change.before} → ${change.after === '' ? "''" : change.after}`,
        detail: sentence(change.needs),
        change,
      })),
  ]);
}

async function textsOfLastCommit(files: readonly Uri[]): Promise<Readonly<Record<string, string | null>>> {
  const commit = await lastCommit();
  if (!commit) throw new UserError(l10n.t('There is no Git here that could tell the last commit.'));
  const texts = await Promise.all(files.map(async (file) => [file.toString(), await commit.textOf(file)] as const));
  const known = texts.filter((it): it is readonly [string, string | null] => it[1] !== undefined);
  if (known.length === 0)
    throw new UserError(l10n.t('No configuration file of this workspace is in a Git repository.'));
  return Object.fromEntries(known);
}

/** Says what it takes until the servers are as their files are, for the edits since the last commit. Returns what it found. */
export async function restartOrReload(service: LanguageService): Promise<readonly ChangedServer[]> {
  const before = await textsOfLastCommit(await service.configurationFiles());
  const servers = await service.restartOrReload(before);
  if (servers.length === 0) {
    void window.showInformationMessage(l10n.t('Nothing that a server would see has changed since the last commit.'));
    return servers;
  }
  void window
    .showQuickPick<ChangeItem>(items(servers), {
      title: l10n.t('Restart or Reload?'),
      placeHolder: l10n.t('What the edits since the last commit need; choose one to go there'),
      matchOnDescription: true,
    })
    .then((chosen) => chosen?.change?.at && open(chosen.change.at));
  return servers;
}

async function open({ uri, range }: NonNullable<Change['at']>): Promise<void> {
  const { start, end } = range;
  const selection = new Range(start.line, start.character, end.line, end.character);
  await window.showTextDocument(Uri.parse(uri, true), { selection });
}
