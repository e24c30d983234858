import type { CompletionItem, CompletionList, Position } from 'vscode-languageserver';
import { isInPart, maskParts } from '../../../core/src/index.ts';
import type { ClientFacts } from '../client-facts.ts';
import type { FileView } from '../session.ts';
import { hbaCompletion, identCompletion } from './completion-auth.ts';
import { includeCompletion } from './completion-includes.ts';
import { nameCompletion } from './completion-names.ts';
import { valueCompletion } from './completion-values.ts';
import { confCursor } from './conf-cursor.ts';
import { lineAt } from './line.ts';

/** What may stand at a position; [] where nothing is known to, as inside a template part. */
export async function completion(
  view: FileView,
  position: Position,
  client: ClientFacts,
): Promise<CompletionItem[] | CompletionList> {
  const written = lineAt(view.document, position);
  const isTemplate = view.located.server.templates?.has(view.uri) ?? false;
  if (isTemplate && isInPart(written, position.character)) return [];
  if (view.kind === 'hba') return hbaCompletion(view, position);
  if (view.kind === 'ident') return identCompletion(view, position);
  const cursor = confCursor(isTemplate ? maskParts(written) : written, position.character, false);
  if (!cursor) return [];
  if (cursor.part === 'name') return nameCompletion(view, cursor, position, client);
  if (/^include(?:_if_exists|_dir)?$/i.test(cursor.name)) return includeCompletion(view, cursor, position);
  return valueCompletion(view, cursor, position);
}
