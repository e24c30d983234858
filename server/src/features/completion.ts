import type { CompletionItem, Position } from 'vscode-languageserver';
import { parameterText } from '../../../core/src/index.ts';
import type { ClientFacts } from '../client-facts.ts';
import type { FileView } from '../session.ts';
import { hbaCompletion, identCompletion } from './completion-auth.ts';
import { nameCompletion } from './completion-names.ts';
import { includeCompletion, valueCompletion } from './completion-values.ts';
import { confCursor } from './conf-cursor.ts';
import { lineAt } from './line.ts';

/** What may stand at a position; [] where nothing is known to. */
export async function completion(view: FileView, position: Position, client: ClientFacts): Promise<CompletionItem[]> {
  const line = lineAt(view.document, position);
  if (view.kind === 'hba') return hbaCompletion(view, line, position);
  if (view.kind === 'ident') return identCompletion(view, line, position);
  const cursor = confCursor(line, position.character, false);
  if (!cursor) return [];
  if (cursor.part === 'name') return nameCompletion(view, cursor, position, client);
  if (/^include(?:_if_exists|_dir)?$/i.test(cursor.name)) return includeCompletion(view, cursor, position);
  return valueCompletion(view, cursor, position);
}

/** Adds our words about a parameter, which are left out of lists. */
export function resolveCompletion(item: CompletionItem): CompletionItem {
  const parameter: unknown = item.data?.parameter;
  const text = typeof parameter === 'string' ? parameterText(parameter) : undefined;
  if (!text) return item;
  const value = [text.summary, text.replication].filter((part) => part !== undefined).join('\n\n');
  return { ...item, documentation: { kind: 'markdown', value } };
}
