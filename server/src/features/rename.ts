import type { Position, PrepareRenameResult, RenameParams, ResponseError, WorkspaceEdit } from 'vscode-languageserver';
import type { ClientFacts } from '../client-facts.ts';
import { toRange, toWorkspaceEdit } from '../convert.ts';
import { LSPErrorCodes, ResponseError as Refusal } from '../lsp.ts';
import type { FileView } from '../session.ts';
import { documentsOf, nameAt, namesOf, placesOf, serversOf } from './names-around.ts';
import { refuseName } from './refuse-name.ts';

/** What would be renamed at a position; null where nothing can be. */
export function prepareRename(view: FileView, position: Position): PrepareRenameResult | null {
  const name = nameAt(view, position);
  return name ? { range: toRange(view.document, name.at.range), placeholder: name.name } : null;
}

/** Writes another name wherever this one is written; an error with the reason for a name that the server would refuse. */
export async function rename(
  view: FileView,
  { position, newName }: RenameParams,
  client: ClientFacts,
): Promise<WorkspaceEdit | ResponseError<never> | null> {
  const name = nameAt(view, position);
  if (!name) return null;
  const servers = await serversOf(view, name.kind);
  const refusal = refuseName(name, newName, servers, servers.flatMap(namesOf));
  if (refusal !== undefined) return new Refusal<never>(LSPErrorCodes.RequestFailed, refusal);
  const edits = placesOf(name, servers).map(({ at, rewrite }) => ({
    edit: { kind: 'replace' as const, at, text: rewrite(newName) },
  }));
  return toWorkspaceEdit(edits, documentsOf(view, servers), client);
}
