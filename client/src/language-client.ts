import {
  Disposable,
  type Event,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  l10n,
  type Position,
  type Uri,
  type WorkspaceEdit,
  workspace,
} from 'vscode';
import {
  type BaseLanguageClient,
  type DocumentFilter,
  type LanguageClientOptions,
  type Middleware,
  RevealOutputChannelOn,
  vsdiag,
} from 'vscode-languageclient';
import type { ConnectionAttempt, Major, Role, SwitchRequest } from '../../core/src/index.ts';
import type {
  AttemptAnswer,
  ChangedServer,
  InitializationOptions,
  ListDirectoryParams,
  PlannedSwitch,
  ReadFileParams,
  SetTargetParams,
  SetTargetResult,
  SwitchOptions,
  TargetInfo,
} from '../../server/src/protocol.ts';
import {
  configurationFilesRequest,
  drawTopologyRequest,
  explainSettingRequest,
  listDirectoryRequest,
  planSwitchRequest,
  projectFilePattern,
  readFileRequest,
  restartOrReloadRequest,
  setTargetRequest,
  switchOptionsRequest,
  targetChangedNotification,
  targetRequest,
  templatePattern,
  whoMayConnectRequest,
} from '../../server/src/protocol.ts';
import { languages, serverScheme, settings, settingsSection } from './manifest.ts';
import { listDirectory, readFile } from './workspace-files.ts';

/** Makes the client of one host: a node process, or a web worker. */
export type ClientMaker = (options: LanguageClientOptions) => BaseLanguageClient;

/** A switch of replication as the editor can apply it. */
export interface EditableSwitch extends Omit<PlannedSwitch, 'edit'> {
  readonly edit: WorkspaceEdit;
}

/** What commands and the status item may ask of the language server. */
export interface LanguageService {
  readonly output: LogOutputChannel;
  readonly onTargetChanged: Event<string | undefined>;
  /** Null for a document that is not open. */
  target(document: Uri): Promise<TargetInfo | null>;
  /** The edit after which the document has that target; undefined if nothing is to be changed. */
  setTarget(
    document: Uri,
    wish: { readonly major?: Major | 'auto'; readonly role?: Role },
  ): Promise<WorkspaceEdit | undefined>;
  /** Null: the document belongs to no server, or no primary was found. */
  switchOptions(document: Uri): Promise<SwitchOptions | null>;
  /** `preview` false leaves out the request to look at each change first. */
  planSwitch(document: Uri, request: SwitchRequest, preview: boolean): Promise<EditableSwitch | null>;
  /** A page about the setting at a place, as Markdown; null where there is none. */
  explainSetting(document: Uri, position: Position): Promise<string | null>;
  /** Every file that the workspace's servers read, or would read if it were there. */
  configurationFiles(): Promise<readonly Uri[]>;
  /** What has changed on each server since its files had these texts, by URI; null for a file that was not there. */
  /** A Mermaid flowchart for each workspace folder with servers. */
  drawTopology(): Promise<readonly string[]>;
  restartOrReload(before: Readonly<Record<string, string | null>>): Promise<readonly ChangedServer[]>;
  /** Which HBA record decides on a connection to the document's server; null without HBA records. */
  whoMayConnect(document: Uri, attempt: ConnectionAttempt): Promise<AttemptAnswer | null>;
  restart(): Promise<void>;
}

// Views of old versions (`git:` and the like) are not read: a finding there could not be acted on.
const usualSchemes = ['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'vscode-test-web', serverScheme];

function documentSelector(): DocumentFilter[] {
  const schemes = new Set([...usualSchemes, ...(workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme)]);
  return [...schemes].flatMap((scheme) => [
    ...languages.map((language) => ({ language, scheme })),
    { pattern: projectFilePattern, scheme },
    { pattern: templatePattern, scheme },
  ]);
}

function showsFindings(): boolean {
  return workspace.getConfiguration(settingsSection).get(settings.showsFindings, true);
}

const quiet: Middleware = {
  handleDiagnostics: (uri, diagnostics, next) => next(uri, showsFindings() ? diagnostics : []),
  provideDiagnostics: (document, previous, token, next) =>
    showsFindings() ? next(document, previous, token) : { kind: vsdiag.DocumentDiagnosticReportKind.full, items: [] },
  provideWorkspaceDiagnostics: (previous, token, report, next) =>
    showsFindings() ? next(previous, token, report) : { items: [] },
};

function clientOptions(context: ExtensionContext, output: LogOutputChannel): LanguageClientOptions {
  const initializationOptions: InitializationOptions = {
    files: true,
    commands: true,
    rulePages: rulePages(context),
    ...(l10n.bundle && { texts: l10n.bundle }),
    // As plain data: the object of the API holds functions, which cannot be sent to a worker.
    settings: JSON.parse(JSON.stringify(workspace.getConfiguration(settingsSection))),
  };
  return {
    documentSelector: documentSelector(),
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    diagnosticPullOptions: { onChange: true, onSave: true, onTabs: true },
    initializationOptions,
    middleware: quiet,
  };
}

/** Where the pages of the rules are: the repository that the manifest names, a slash at the end. */
function rulePages(context: ExtensionContext): string {
  const manifest: { readonly rulePages?: unknown } = context.extension.packageJSON;
  return typeof manifest.rulePages === 'string'
    ? manifest.rulePages
    : `${context.extensionUri.toString(true)}/docs/rules/`;
}

function answerFileRequests(client: BaseLanguageClient, output: LogOutputChannel): void {
  const tell = (message: string) => output.warn(message);
  client.onRequest(readFileRequest, ({ uri }: ReadFileParams) => readFile(uri, tell));
  client.onRequest(listDirectoryRequest, ({ uri }: ListDirectoryParams) => listDirectory(uri, tell));
}

async function toSwitch(
  client: BaseLanguageClient,
  plan: PlannedSwitch | null,
  preview: boolean,
): Promise<EditableSwitch | null> {
  if (!plan) return null;
  const annotations = Object.entries(plan.edit.changeAnnotations ?? {});
  const changeAnnotations = Object.fromEntries(
    annotations.map(([id, it]) => [id, { ...it, needsConfirmation: preview }]),
  );
  return { ...plan, edit: await client.protocol2CodeConverter.asWorkspaceEdit({ ...plan.edit, changeAnnotations }) };
}

/** Starts the language server of this host and keeps it until the extension ends. What is asked before it runs is answered then. */
export function startLanguageService(
  context: ExtensionContext,
  output: LogOutputChannel,
  make: ClientMaker,
): LanguageService {
  const client = make(clientOptions(context, output));
  const targetChanged = new EventEmitter<string | undefined>();
  context.subscriptions.push(targetChanged);
  answerFileRequests(client, output);
  client.onNotification(targetChangedNotification, ({ uri }: TargetInfo) => targetChanged.fire(uri));

  // Nobody waits for it: the sidebar is there meanwhile. The library tells the user of a failure.
  const report = (error: unknown) => output.error(error instanceof Error ? error : String(error));
  const started = client.start().catch(report);
  // A client cannot be stopped before it runs.
  context.subscriptions.push(new Disposable(() => started.then(() => client.dispose()).catch(report)));

  const restart = async () => {
    await started;
    await client.stop();
    await client.start();
    targetChanged.fire(undefined);
  };
  context.subscriptions.push(
    workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration(`${settingsSection}.${settings.showsFindings}`)) return;
      restart().catch(report);
    }),
  );

  const nameOf = (document: Uri) => client.code2ProtocolConverter.asUri(document);
  return {
    output,
    onTargetChanged: targetChanged.event,
    restart,
    target: (document) => client.sendRequest<TargetInfo | null>(targetRequest, { uri: nameOf(document) }),
    switchOptions: (document) =>
      client.sendRequest<SwitchOptions | null>(switchOptionsRequest, { uri: nameOf(document) }),
    async setTarget(document, wish) {
      const params: SetTargetParams = { uri: nameOf(document), ...wish };
      const edit = await client.sendRequest<SetTargetResult>(setTargetRequest, params);
      return edit ? client.protocol2CodeConverter.asWorkspaceEdit(edit) : undefined;
    },
    explainSetting: (document, position) =>
      client.sendRequest<string | null>(explainSettingRequest, {
        uri: nameOf(document),
        position: client.code2ProtocolConverter.asPosition(position),
      }),
    whoMayConnect: (document, attempt) =>
      client.sendRequest<AttemptAnswer | null>(whoMayConnectRequest, { uri: nameOf(document), attempt }),
    async configurationFiles() {
      const found = await client.sendRequest<readonly string[]>(configurationFilesRequest);
      return found.map((uri) => client.protocol2CodeConverter.asUri(uri));
    },
    drawTopology: () => client.sendRequest<readonly string[]>(drawTopologyRequest),
    restartOrReload: (before) => client.sendRequest<readonly ChangedServer[]>(restartOrReloadRequest, { before }),
    async planSwitch(document, request, preview) {
      const plan = await client.sendRequest<PlannedSwitch | null>(planSwitchRequest, {
        uri: nameOf(document),
        request,
      });
      return toSwitch(client, plan, preview);
    },
  };
}
