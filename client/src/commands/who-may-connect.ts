import { commands, Location, l10n, type QuickPickItem, QuickPickItemKind, Range, Uri, window } from 'vscode';
import * as z from 'zod/mini';
import type { ConnectionAttempt } from '../../../core/src/index.ts';
import type { AttemptAnswer } from '../../../server/src/protocol.ts';
import { UserError } from '../errors.ts';
import type { LanguageService } from '../language-client.ts';
import { commandDocument } from './command-document.ts';

type StepItem = QuickPickItem & { readonly at?: Location };

/** What a keybinding or a test may give instead of being asked. */
const given = z.object({
  type: z.enum(['local', 'host']),
  tls: z.optional(z.boolean()),
  user: z.string(),
  database: z.optional(z.string()),
  address: z.optional(z.string()),
  replication: z.optional(z.boolean()),
});

function attemptOf(it: z.infer<typeof given>): ConnectionAttempt {
  const { type, user, address } = it;
  return {
    type,
    tls: it.tls ?? type === 'host',
    gss: false,
    database: it.replication ? undefined : (it.database ?? ''),
    user,
    ...(address !== undefined && { address }),
  };
}

async function askWay() {
  return window.showQuickPick(
    [
      { label: l10n.t('Over TCP with TLS'), type: 'host' as const, tls: true },
      { label: l10n.t('Over TCP without TLS'), type: 'host' as const, tls: false },
      { label: l10n.t('Over a Unix socket of the server'), type: 'local' as const, tls: false },
    ],
    { title: l10n.t('Who May Connect? (1/4)'), placeHolder: l10n.t('How does the connection come in?') },
  );
}

async function askDatabase(): Promise<{ readonly replication: boolean; readonly database: string } | undefined> {
  const replication = l10n.t('Physical replication');
  const database = l10n.t('A database…');
  const chosen = await window.showQuickPick([replication, database], {
    title: l10n.t('Who May Connect? (2/4)'),
    placeHolder: l10n.t('What is asked for? Standbys and pg_basebackup ask for physical replication'),
  });
  if (chosen === undefined) return undefined;
  if (chosen === replication) return { replication: true, database: '' };
  const name = await window.showInputBox({
    title: l10n.t('Who May Connect? (2/4)'),
    prompt: l10n.t('The name of the database; empty for that of the user'),
  });
  return name === undefined ? undefined : { replication: false, database: name };
}

async function askAttempt(): Promise<ConnectionAttempt | undefined> {
  const way = await askWay();
  const wanted = way && (await askDatabase());
  if (!wanted) return undefined;
  const user = await window.showInputBox({
    title: l10n.t('Who May Connect? (3/4)'),
    prompt: l10n.t('The role that connects'),
    validateInput: (text) => (text === '' ? l10n.t('A role has a name.') : undefined),
  });
  if (!user) return undefined;
  if (way.type === 'local') return attemptOf({ ...way, ...wanted, user });
  const address = await window.showInputBox({
    title: l10n.t('Who May Connect? (4/4)'),
    prompt: l10n.t('The address of the client, such as 10.0.0.7 or fd00::7; empty if it is not known'),
  });
  if (address === undefined) return undefined;
  return attemptOf({ ...way, ...wanted, user, ...(address !== '' && { address }) });
}

const icons = { yes: 'check', no: 'dash', unknown: 'question' } as const;

function items({ steps }: AttemptAnswer): StepItem[] {
  const all = steps.map(({ at: { uri, range }, record, fits, reason }): StepItem => {
    const { start, end } = range;
    return {
      label: `$(${icons[fits]}) ${record.replaceAll('$(', '$ (')}`,
      description: l10n.t('line {0}', start.line + 1),
      detail: fits === 'yes' ? l10n.t('decides') : reason,
      at: new Location(Uri.parse(uri, true), new Range(start.line, start.character, end.line, end.character)),
    };
  });
  const decisive = all.filter((_, index) => steps[index]?.fits === 'yes');
  const passed = all.filter((_, index) => steps[index]?.fits !== 'yes');
  return [
    ...decisive,
    ...(passed.length > 0 ? [{ kind: QuickPickItemKind.Separator, label: l10n.t('passed over, in order') }] : []),
    ...passed,
  ];
}

function titleOf({ outcome, server }: AttemptAnswer): string {
  switch (outcome) {
    case 'admitted':
      return l10n.t('{0}: let in', server);
    case 'asked':
      return l10n.t('{0}: asked for proof', server);
    case 'refused':
      return l10n.t('{0}: refused', server);
  }
}

async function show(answer: AttemptAnswer): Promise<void> {
  const certain = answer.isCertain ? [] : [l10n.t('A record that may fit would decide instead.')];
  const placeHolder = [...answer.remarks, ...certain, answer.meaning].join(' ');
  const options = { title: titleOf(answer), placeHolder, matchOnDetail: true };
  const chosen = await window.showQuickPick<StepItem>(items(answer), options);
  if (!chosen?.at) return;
  const { uri, range } = chosen.at;
  const all = items(answer).flatMap(({ at }) => at ?? []);
  const others = all.filter((at) => !at.range.isEqual(range) || at.uri.toString() !== uri.toString());
  await commands.executeCommand('editor.action.peekLocations', uri, range.start, [chosen.at, ...others], 'peek');
}

/**
 * Says which HBA record decides on a connection, and which are passed over. Asks for the attempt unless the argument gives
 * it. Returns the answer; undefined if the user turned away.
 */
export async function whoMayConnect(service: LanguageService, argument: unknown): Promise<AttemptAnswer | undefined> {
  const { data } = given.safeParse(argument);
  const document = commandDocument(argument);
  const attempt = data ? attemptOf(data) : await askAttempt();
  if (!attempt) return undefined;
  const answer = await service.whoMayConnect(document, attempt);
  if (!answer) throw new UserError(l10n.t('The server of this file has no pg_hba.conf here.'));
  void show(answer);
  return answer;
}
