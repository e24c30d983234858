import { type QuickPickItem, QuickPickItemKind, type Uri, window, workspace } from 'vscode';
import * as z from 'zod/mini';
import { type Major, majors, type Role, toMajor } from '../../../core/src/index.ts';
import type { TargetInfo } from '../../../server/src/protocol.ts';
import { UserError } from '../errors.ts';
import * as l10n from '../l10n.ts';
import type { LanguageService } from '../language-client.ts';
import { projectFileName } from '../manifest.ts';
import { commandDocument } from './command-document.ts';

interface Wish {
  readonly major?: Major | 'auto';
  readonly role?: Role;
}

type WishItem = QuickPickItem & { readonly wish?: Wish };

const choices = z.object({
  major: z.optional(z.union([z.number(), z.string()])),
  role: z.optional(z.enum(['primary', 'standby', 'recovery'])),
});

function wishOf(argument: unknown): Wish | undefined {
  const { data } = choices.safeParse(argument);
  if (data?.major === undefined && data?.role === undefined) return undefined;
  const major = data.major === undefined || data.major === 'auto' ? data.major : toMajor(data.major);
  if (data.major !== undefined && major === undefined)
    throw new UserError(l10n.t('There is no PostgreSQL {0} known here.', data.major));
  return { ...((major === 'auto' || typeof major === 'number') && { major }), ...(data.role && { role: data.role }) };
}

const roles: readonly { readonly role: Role; readonly detail: string }[] = [
  { role: 'primary', detail: l10n.t('takes writes and sends WAL') },
  { role: 'standby', detail: l10n.t('replays WAL of another server') },
  { role: 'recovery', detail: l10n.t('recovers from an archive, then becomes a primary') },
];

function items(target: TargetInfo): WishItem[] {
  const now = (is: boolean) => (is ? { description: l10n.t('current') } : {});
  return [
    { kind: QuickPickItemKind.Separator, label: l10n.t('major release') },
    {
      label: l10n.t('Automatic'),
      wish: { major: 'auto' },
      description: l10n.t('what PG_VERSION, the path or the setting says'),
    },
    ...majors
      .toReversed()
      .map((major) => ({ label: `PostgreSQL ${major}`, wish: { major }, ...now(major === target.major) })),
    { kind: QuickPickItemKind.Separator, label: l10n.t('role') },
    ...roles.map(({ role, detail }) => ({ label: role, wish: { role }, detail, ...now(role === target.role) })),
  ];
}

async function askWish(service: LanguageService, document: Uri): Promise<Wish | undefined> {
  const target = await service.target(document);
  if (!target) throw new UserError(l10n.t('Open a PostgreSQL configuration file first.'));
  const chosen = await window.showQuickPick(items(target), {
    title: `PostgreSQL ${target.major} · ${target.role}`,
    placeHolder: l10n.t('The major that this file is held against, or the role of its server'),
  });
  return chosen?.wish;
}

/** The project file is read from the disk by everything else, so a change of it is saved. */
async function saveProjectFile(): Promise<void> {
  const open = workspace.textDocuments.filter(
    ({ uri, isDirty }) => isDirty && uri.path.endsWith(`/${projectFileName}`),
  );
  await Promise.all(open.map((document) => document.save()));
}

/**
 * Sets the major that a file is held against, or the role of its server. A keybinding may give `{ uri, major, role }`.
 * Returns whether something was changed.
 */
export async function setTarget(service: LanguageService, argument: unknown): Promise<boolean> {
  const document = commandDocument(argument);
  const wish = wishOf(argument) ?? (await askWish(service, document));
  const edit = wish && (await service.setTarget(document, wish));
  if (!edit || !(await workspace.applyEdit(edit))) return false;
  await saveProjectFile();
  return true;
}
