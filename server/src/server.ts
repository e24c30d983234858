import type { Connection, InitializeResult, ServerCapabilities } from 'vscode-languageserver';
import type { Files } from '../../core/src/index.ts';
import { type ClientFacts, clientFacts } from './client-facts.ts';
import { DiagnosticPush, pullDocument, pullWorkspace } from './diagnostics.ts';
import { codeActions, fixAllKind } from './features/code-actions.ts';
import { completion } from './features/completion.ts';
import { resolveName } from './features/completion-names.ts';
import { definition } from './features/definition.ts';
import { documentLinks } from './features/document-links.ts';
import { documentSymbols } from './features/document-symbols.ts';
import { foldingRanges } from './features/folding.ts';
import { formatting } from './features/formatting.ts';
import { hover } from './features/hover.ts';
import { handleKnownFeatures, knownFeatureCapabilities, refreshKnownFeatures } from './known-features.ts';
import { l10n } from './l10n.ts';
import { DidChangeConfigurationNotification, DidChangeWatchedFilesNotification, TextDocumentSyncKind } from './lsp.ts';
import { handleOwnRequests } from './own-requests.ts';
import { settingsSection } from './protocol.ts';
import { letRun, runRequest } from './run-request.ts';
import { Session } from './session.ts';
import { type FolderSettings, readSettings, sameSettings } from './settings.ts';
import { normalUri } from './uris.ts';

/** Files whose change on the disk may change a verdict. */
const watched = '**/{*.conf,PG_VERSION,*.signal,pg-replication.json,*.pg-replication.json}';

/** Starts the language server over a connection. `disk` is used where the client does not answer file requests. */
export function startServer(connection: Connection, disk: Files): void {
  connection.onInitialize(async (params): Promise<InitializeResult> => {
    const client = clientFacts(params);
    l10n.use(client.texts);
    const session = new Session(connection, client, disk);
    session.workspace.settings = { window: await readSettings(client.settings), folders: new Map() };
    handleTexts(session);
    handleFeatures(session);
    handleKnownFeatures(session);
    handleOwnRequests(session);
    return { capabilities: capabilitiesFor(client), serverInfo: { name: 'pg-replication' } };
  });
  connection.listen();
}

function capabilitiesFor(client: ClientFacts): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    ...(client.pullsDiagnostics && {
      diagnosticProvider: { identifier: 'pg-replication', interFileDependencies: true, workspaceDiagnostics: true },
    }),
    codeActionProvider: { codeActionKinds: ['quickfix', 'refactor.rewrite', fixAllKind] },
    completionProvider: { triggerCharacters: ['=', ' ', "'", ',', '"'], resolveProvider: true },
    hoverProvider: true,
    definitionProvider: true,
    documentLinkProvider: {},
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    ...knownFeatureCapabilities(client),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}

/** Keeps texts, settings and findings up to date. */
function handleTexts(session: Session): void {
  const { connection, client, workspace } = session;
  const push = client.pullsDiagnostics ? undefined : new DiagnosticPush(session);
  const refresh = () => {
    push?.refresh();
    refreshKnownFeatures(session);
    if (!push && client.refreshesDiagnostics) letRun(connection, 'refresh', connection.languages.diagnostics.refresh());
  };
  const readClientSettings = async (sent?: unknown) => {
    const settings = client.tellsSettings
      ? await askSettings(session)
      : { window: await readSettings(sent), folders: new Map() };
    if (sameSettings(settings, workspace.settings)) return;
    workspace.settings = settings;
    refresh();
  };
  const takeSettings = (sent?: unknown) => letRun(connection, 'settings', readClientSettings(sent));

  const foldersChanged = () => {
    refresh();
    if (client.tellsSettings) takeSettings();
  };

  workspace.documents.listen(connection);
  workspace.documents.onDidChangeContent(() => push?.refresh());
  workspace.documents.onDidClose(({ document }) => {
    session.forget(document);
    push?.drop(document);
  });
  connection.onInitialized(() => {
    if (client.tellsSettings) takeSettings();
    // What can wait lets the first findings go before.
    setTimeout(() => registerForChanges(session, foldersChanged), 50);
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    if (client.tellsSettings || settings?.[settingsSection] !== undefined) takeSettings(settings?.[settingsSection]);
  });
  connection.onDidChangeWatchedFiles(() => {
    workspace.forgetDisk();
    refresh();
  });
}

/** Asks for the settings of the window and, where there are several folders, for those of each. */
async function askSettings({ connection, workspace }: Session): Promise<FolderSettings> {
  const { folders } = workspace;
  const scopes = folders.length > 1 ? folders : [];
  const section = settingsSection;
  const [own, ...others]: unknown[] = await connection.workspace.getConfiguration([
    { section },
    ...scopes.map((scopeUri) => ({ section, scopeUri })),
  ]);
  const read = await Promise.all(others.map(readSettings));
  return {
    window: await readSettings(own),
    folders: new Map(scopes.flatMap((folder, at) => (read[at] ? [[folder, read[at]] as const] : []))),
  };
}

/** Asks to be told of changes of files, settings and folders. */
function registerForChanges({ connection, client, workspace }: Session, foldersChanged: () => void): void {
  if (client.watchesFiles) {
    const watchers = [{ globPattern: watched }];
    letRun(connection, 'watching', connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
  }
  if (client.tellsSettings && client.watchesSettings) {
    const section = { section: settingsSection };
    letRun(connection, 'settings', connection.client.register(DidChangeConfigurationNotification.type, section));
  }
  if (!client.changesFolders) return;
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    const gone = new Set(removed.map(({ uri }) => normalUri(uri)));
    const kept = workspace.folders.filter((uri) => !gone.has(uri));
    workspace.folders = [...kept, ...added.map(({ uri }) => normalUri(uri))];
    foldersChanged();
  });
}

/** One line for each feature. */
function handleFeatures(session: Session): void {
  const { connection, client } = session;
  if (client.pullsDiagnostics) {
    connection.languages.diagnostics.on((params, token) =>
      runRequest(connection, 'diagnostics', token, { kind: 'full' as const, items: [] }, () =>
        pullDocument(session, params, token),
      ),
    );
    connection.languages.diagnostics.onWorkspace((params, token) =>
      runRequest(connection, 'workspace diagnostics', token, { items: [] }, () =>
        pullWorkspace(session, params, token),
      ),
    );
  }
  connection.onCodeAction(
    session.about('code actions', [], (view, params, token) => codeActions(view, params, client, token)),
  );
  connection.onCompletion(
    session.about('completion', null, (view, { position }) => completion(view, position, client)),
  );
  connection.onCompletionResolve(resolveName);
  connection.onHover(session.about('hover', null, (view, { position }) => hover(view, position)));
  connection.onDefinition(session.about('definition', null, (view, { position }) => definition(view, position)));
  connection.onDocumentLinks(session.about('document links', [], documentLinks));
  connection.onDocumentSymbol(session.about('document symbols', [], (view) => documentSymbols(view, client)));
  connection.onDocumentFormatting(session.about('formatting', [], (view) => formatting(view)));
  connection.onDocumentRangeFormatting(session.about('formatting', [], (view, { range }) => formatting(view, range)));
  connection.onFoldingRanges(session.about('folding', [], foldingRanges));
}
