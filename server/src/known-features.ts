import type { ServerCapabilities } from 'vscode-languageserver';
import type { ClientFacts } from './client-facts.ts';
import { codeLenses } from './features/code-lenses.ts';
import { documentHighlights } from './features/document-highlights.ts';
import { inlayHints } from './features/inlay-hints.ts';
import { references } from './features/references.ts';
import { prepareRename, rename } from './features/rename.ts';
import { selectionRanges } from './features/selection-ranges.ts';
import { semanticTokens, tokenLegend } from './features/semantic-tokens.ts';
import { workspaceSymbols } from './features/workspace-symbols.ts';
import { letRun, runRequest } from './run-request.ts';
import type { Session } from './session.ts';

/** The capabilities of those features that the client knows. */
export function knownFeatureCapabilities({ asks }: ClientFacts): ServerCapabilities {
  return {
    ...(asks.references && { referencesProvider: true }),
    ...(asks.rename && { renameProvider: asks.prepareRename ? { prepareProvider: true } : true }),
    ...(asks.highlights && { documentHighlightProvider: true }),
    ...(asks.selectionRanges && { selectionRangeProvider: true }),
    ...(asks.workspaceSymbols && { workspaceSymbolProvider: true }),
    ...(asks.inlayHints && { inlayHintProvider: true }),
    ...(asks.codeLenses && { codeLensProvider: {} }),
    ...(asks.semanticTokens && { semanticTokensProvider: { legend: tokenLegend, full: true, range: true } }),
  };
}

/** Answers what those features ask. */
export function handleKnownFeatures(session: Session): void {
  const { connection, client } = session;
  connection.onReferences(session.about('references', null, references));
  connection.onPrepareRename(
    session.about('prepare rename', null, (view, { position }) => prepareRename(view, position)),
  );
  connection.onRenameRequest(session.about('rename', null, (view, params) => rename(view, params, client)));
  connection.onDocumentHighlight(
    session.about('highlights', null, (view, { position }) => documentHighlights(view, position)),
  );
  connection.onSelectionRanges(
    session.about('selection ranges', null, (view, { positions }) => selectionRanges(view, positions)),
  );
  connection.onWorkspaceSymbol(({ query }, token) =>
    runRequest(connection, 'workspace symbols', token, [], () =>
      workspaceSymbols(session.workspace.look(), query, token),
    ),
  );
  connection.languages.inlayHint.on(session.about('inlay hints', [], (view, { range }) => inlayHints(view, range)));
  connection.onCodeLens(session.about('code lenses', [], (view) => codeLenses(view, client)));
  connection.languages.semanticTokens.on(
    session.about('semantic tokens', { data: [] }, (view) => semanticTokens(view)),
  );
  connection.languages.semanticTokens.onRange(
    session.about('semantic tokens', { data: [] }, (view, { range }) => semanticTokens(view, range)),
  );
}

/** Has the client ask again for what depends on settings and on other files. */
export function refreshKnownFeatures({ connection, client: { refreshes } }: Session): void {
  if (refreshes.inlayHints) letRun(connection, 'refresh', connection.languages.inlayHint.refresh());
  if (refreshes.codeLenses) letRun(connection, 'refresh', connection.sendRequest('workspace/codeLens/refresh'));
  if (refreshes.semanticTokens) letRun(connection, 'refresh', connection.languages.semanticTokens.refresh());
}
