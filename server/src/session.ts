import type { CancellationToken, Connection, ResponseError } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileKind, Files, Uri } from '../../core/src/index.ts';
import type { ClientFacts } from './client-facts.ts';
import { clientFiles } from './client-files.ts';
import type { DocumentOf } from './convert.ts';
import { targetInfo } from './features/target.ts';
import type { Located, Look } from './look.ts';
import { targetChangedNotification } from './protocol.ts';
import { letRun, runRequest } from './run-request.ts';
import { normalUri } from './uris.ts';
import { Workspace } from './workspace.ts';

/** An open document with all that features ask about it. */
export interface FileView {
  /** In its normal form. */
  readonly uri: Uri;
  readonly document: TextDocument;
  /** What is read of it: its text with template parts made harmless, each character at its place. */
  readonly text: string;
  readonly kind: FileKind;
  readonly located: Located;
  readonly look: Look;
  readonly documentOf: DocumentOf;
}

/** What can be told of a template, in which values are unknown. */
const inTemplates = new Set(['code actions', 'completion', 'hover', 'document links', 'document symbols', 'folding']);

/** What lives from `initialize` to the end: the client's abilities, the workspace, and what was told of targets. */
export class Session {
  readonly connection: Connection;
  readonly client: ClientFacts;
  readonly workspace: Workspace;
  readonly #targets = new Map<Uri, { readonly located: Located; readonly told: string }>();

  constructor(connection: Connection, client: ClientFacts, disk: Files) {
    this.connection = connection;
    this.client = client;
    this.workspace = new Workspace({
      files: client.answersFiles ? clientFiles(connection) : disk,
      folders: client.folders,
      watched: client.watchesFiles,
    });
  }

  /** The view of an open document of ours; undefined for others. */
  async view(uri: Uri, look: Look = this.workspace.look()): Promise<FileView | undefined> {
    const normal = normalUri(uri);
    const document = this.workspace.openDocument(normal);
    const expected = look.kindOf(normal);
    if (!document || !expected) return undefined;
    const located = await look.locate(normal);
    const kind = located.server.files.find((file) => file.uri === normal)?.kind ?? expected;
    this.#tellTarget(document.uri, located);
    const text = located.server.templates?.get(normal)?.text ?? document.getText();
    return { uri: normal, document, text, kind, located, look, documentOf: (of) => look.document(of, located.server) };
  }

  /** A request handler about one document: `work` is only asked about open documents of ours. */
  about<Params extends { readonly textDocument: { readonly uri: Uri } }, Result>(
    name: string,
    fallback: Result,
    work: (view: FileView, params: Params, token: CancellationToken) => Promise<Result> | Result,
  ): (params: Params, token: CancellationToken) => Promise<Result | ResponseError<never>> {
    return (params, token) =>
      runRequest(this.connection, name, token, fallback, async () => {
        const view = await this.view(params.textDocument.uri);
        if (!view || token.isCancellationRequested) return fallback;
        const isReadable = !view.located.server.templates?.has(view.uri) || inTemplates.has(name);
        return isReadable ? work(view, params, token) : fallback;
      });
  }

  forget(document: TextDocument): void {
    this.#targets.delete(document.uri);
  }

  #tellTarget(uri: Uri, located: Located): void {
    const last = this.#targets.get(uri);
    if (last?.located === located) return;
    const info = targetInfo(uri, located);
    const told = JSON.stringify(info);
    this.#targets.set(uri, { located, told });
    if (last?.told === told) return;
    if (this.client.hasCommands)
      letRun(this.connection, 'target', this.connection.sendNotification(targetChangedNotification, info));
  }
}
