import type {
  CancellationToken,
  Diagnostic,
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Uri } from '../../core/src/index.ts';
import { diagnosticsOf, fullReport } from './features/diagnostics.ts';
import { projectProblems } from './features/project-problems.ts';
import type { Located, Look } from './look.ts';
import { isProjectFile } from './project.ts';
import { describeError, letRun } from './run-request.ts';
import type { Session } from './session.ts';
import { normalUri } from './uris.ts';

/** Looks again when something changed while it looked; undefined when the request was cancelled. */
async function upToDate<Result>(
  session: Session,
  token: CancellationToken | undefined,
  work: (look: Look) => Promise<Result>,
): Promise<Result | undefined> {
  while (!token?.isCancellationRequested) {
    const look = session.workspace.look();
    const result = await work(look);
    if (!look.isSuperseded) return result;
  }
  return undefined;
}

async function diagnose(session: Session, uri: Uri, look: Look, token?: CancellationToken): Promise<Diagnostic[]> {
  const normal = normalUri(uri);
  if (isProjectFile(normal)) return (await look.projects()).flatMap((project) => projectProblems(project, normal));
  const view = await session.view(uri, look);
  if (!view) return [];
  const findings = (await look.findings(view.located.server, token)) ?? [];
  return diagnosticsOf(findings, view.uri, view.document, view.documentOf, session.client);
}

/** Answers `textDocument/diagnostic`. */
export async function pullDocument(
  session: Session,
  { textDocument, previousResultId }: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<DocumentDiagnosticReport> {
  const items = await upToDate(session, token, (look) => diagnose(session, textDocument.uri, look, token));
  const report = fullReport(items ?? []);
  return report.resultId === previousResultId ? { kind: 'unchanged', resultId: report.resultId } : report;
}

/** Answers `workspace/diagnostic`: each file of each server of the workspace. */
export async function pullWorkspace(
  session: Session,
  { previousResultIds }: WorkspaceDiagnosticParams,
  token: CancellationToken,
): Promise<WorkspaceDiagnosticReport> {
  const known = new Map(previousResultIds.map(({ uri, value }) => [normalUri(uri), { uri, value }]));
  const items: WorkspaceDocumentDiagnosticReport[] = [];
  await upToDate(session, token, async (look) => {
    items.length = 0;
    const done = new Set<Uri>();
    for (const located of await look.servers()) {
      for (const { uri } of located.server.files) {
        if (done.has(uri) || look.isSuperseded || token.isCancellationRequested) continue;
        done.add(uri);
        items.push(await reportFile(session, look, uri, known.get(uri)?.value, token));
      }
    }
    for (const project of await look.projects()) {
      for (const { uri } of project.files) {
        if (done.has(uri)) continue;
        done.add(uri);
        items.push(reportOf(session, uri, known.get(uri)?.value, projectProblems(project, uri)));
      }
    }
    for (const [uri, { uri: told }] of known) {
      if (!done.has(uri)) items.push({ uri: told, version: null, ...fullReport([]) });
    }
  });
  return { items };
}

async function reportFile(
  session: Session,
  look: Look,
  uri: Uri,
  previous: string | undefined,
  token: CancellationToken,
): Promise<WorkspaceDocumentDiagnosticReport> {
  const { server }: Located = await look.locate(uri);
  const document = look.document(uri, server);
  const findings = (await look.findings(server, token)) ?? [];
  const items = document
    ? diagnosticsOf(findings, uri, document, (of) => look.document(of, server), session.client)
    : [];
  return reportOf(session, uri, previous, items);
}

function reportOf(
  session: Session,
  uri: Uri,
  previous: string | undefined,
  items: Diagnostic[],
): WorkspaceDocumentDiagnosticReport {
  const { uri: shown, version } = placeOf(session, uri);
  const report = fullReport(items);
  if (report.resultId === previous) return { kind: 'unchanged', uri: shown, version, resultId: report.resultId };
  return { ...report, uri: shown, version };
}

function placeOf(session: Session, uri: Uri): { readonly uri: Uri; readonly version: number | null } {
  const open = session.workspace.openDocument(uri);
  return { uri: open?.uri ?? uri, version: open?.version ?? null };
}

/** Sends findings of open documents to clients that do not ask for them. */
export class DiagnosticPush {
  readonly #session: Session;
  readonly #sent = new Map<Uri, string>();
  #isWanted = false;
  #isRunning = false;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Something changed: every document whose findings are no longer those that were sent is sent anew. */
  refresh(): void {
    this.#isWanted = true;
    if (!this.#isRunning) void this.#run();
  }

  /** The document is gone: its findings are taken back. */
  drop({ uri }: TextDocument): void {
    this.#sent.delete(uri);
    const { connection } = this.#session;
    letRun(connection, 'diagnostics', connection.sendDiagnostics({ uri, diagnostics: [] }));
    this.refresh();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    try {
      while (this.#isWanted) {
        this.#isWanted = false;
        for (const document of this.#session.workspace.documents.all()) await this.#send(document);
      }
    } catch (error) {
      this.#session.connection.console.error(`diagnostics failed: ${describeError(error)}`);
    } finally {
      this.#isRunning = false;
    }
  }

  async #send({ uri, version }: TextDocument): Promise<void> {
    const look = this.#session.workspace.look();
    const diagnostics = await diagnose(this.#session, uri, look);
    if (look.isSuperseded) return;
    const state = `${version} ${fullReport(diagnostics).resultId}`;
    if (this.#sent.get(uri) === state) return;
    this.#sent.set(uri, state);
    await this.#session.connection.sendDiagnostics({ uri, version, diagnostics });
  }
}
