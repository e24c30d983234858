import { Uri, window } from 'vscode';
import * as z from 'zod/mini';
import { UserError } from '../errors.ts';
import * as l10n from '../l10n.ts';

const withUri = z.object({ uri: z.string() });

function namedDocument(argument: unknown): Uri | undefined {
  if (argument instanceof Uri) return argument;
  if (typeof argument === 'string') return Uri.parse(argument, true);
  const named = withUri.safeParse(argument);
  return named.success ? Uri.parse(named.data.uri, true) : undefined;
}

/** The document a command is about: the one its argument names (a URI, or an object with `uri`), else the active one. */
export function commandDocument(argument: unknown): Uri {
  const document = namedDocument(argument) ?? window.activeTextEditor?.document.uri;
  if (!document) throw new UserError(l10n.t('Open a PostgreSQL configuration file first.'));
  return document;
}
