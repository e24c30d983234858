import { PassThrough } from 'node:stream';
import {
  type CodeAction,
  type CompletionItem,
  type CompletionList,
  type ConfigurationParams,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type Hover,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type ServerCapabilities,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { noFiles } from '../../server/src/client-files.ts';
import {
  listDirectoryRequest,
  readFileRequest,
  type TargetInfo,
  targetChangedNotification,
} from '../../server/src/protocol.ts';
import { startServer } from '../../server/src/server.ts';
import { inMemoryFiles } from './in-memory-files.ts';

/** The folder in which the files of a test lie. */
export const root = 'file:///work';

export interface TestOptions {
  /** Path below the root to text: what the client can read. */
  readonly files?: Readonly<Record<string, string>>;
  /** Capabilities besides the usual ones; undefined values take one away. */
  readonly textDocument?: Readonly<Record<string, unknown>>;
  readonly workspace?: Readonly<Record<string, unknown>>;
  readonly options?: Readonly<Record<string, unknown>>;
  /** The answer to `workspace/configuration`. */
  readonly settings?: unknown;
  /** Workspace folders below the root, each with its own answer; left out, the root is the one folder. */
  readonly folders?: Readonly<Record<string, unknown>>;
}

/** A language server and a client that talk over two streams within the process. */
export class TestConnection {
  readonly connection: ProtocolConnection;
  readonly capabilities: ServerCapabilities;
  /** What the client's disk holds, by URI; tests may change it. */
  readonly disk: Map<string, string>;
  /** Every set of findings the server sent unasked, oldest first. */
  readonly pushed: PublishDiagnosticsParams[] = [];
  /** Every notification `pgReplication/targetChanged`, oldest first. */
  readonly targets: TargetInfo[] = [];
  readonly #languages: Readonly<Record<string, string>> = { 'pg_hba.conf': 'pg-hba', 'pg_ident.conf': 'pg-ident' };
  #version = 1;

  private constructor(connection: ProtocolConnection, capabilities: ServerCapabilities, disk: Map<string, string>) {
    this.connection = connection;
    this.capabilities = capabilities;
    this.disk = disk;
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.pushed.push(params);
    });
    connection.onNotification(targetChangedNotification, (target: TargetInfo) => {
      this.targets.push(target);
    });
  }

  static async start(given: TestOptions = {}): Promise<TestConnection> {
    const up = new PassThrough();
    const down = new PassThrough();
    startServer(createConnection(new StreamMessageReader(up), new StreamMessageWriter(down)), noFiles);
    const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
    const disk = new Map(Object.entries(given.files ?? {}).map(([path, text]) => [`${root}/${path}`, text]));
    connection.onRequest(readFileRequest, ({ uri }: { uri: string }) => disk.get(uri) ?? null);
    connection.onRequest(listDirectoryRequest, ({ uri }: { uri: string }) => inMemoryFiles(disk).list(uri));
    connection.onRequest('workspace/configuration', ({ items }: ConfigurationParams) =>
      items.map(({ scopeUri }) => given.folders?.[scopeUri?.slice(root.length + 1) ?? ''] ?? given.settings ?? null),
    );
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('workspace/diagnostic/refresh', () => null);
    connection.listen();
    const { capabilities } = await connection.sendRequest<InitializeResult>('initialize', initializeParams(given));
    const test = new TestConnection(connection, capabilities, disk);
    await connection.sendNotification('initialized', {});
    return test;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.connection.sendRequest('shutdown');
    this.connection.dispose();
  }

  /** Opens a file below the root, with the text of the disk if none is given; returns its URI. */
  async open(path: string, text?: string): Promise<string> {
    const uri = `${root}/${path}`;
    const languageId =
      this.#languages[path.slice(path.lastIndexOf('/') + 1)] ?? (path.endsWith('.j2') ? 'jinja' : 'postgresql-conf');
    const textDocument = { uri, languageId, version: this.#version++, text: text ?? this.disk.get(uri) ?? '' };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
    return uri;
  }

  /** Replaces the whole text of an open document. */
  async change(uri: string, text: string): Promise<void> {
    const textDocument = { uri, version: this.#version++ };
    await this.connection.sendNotification('textDocument/didChange', { textDocument, contentChanges: [{ text }] });
  }

  async pull(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.connection.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', {
      textDocument: { uri },
    });
    return report.items;
  }

  /** The `code` and first line (from 0) of each finding, in the order of the file. */
  async codes(uri: string): Promise<readonly string[]> {
    const items = await this.pull(uri);
    return items
      .toSorted((a, b) => a.range.start.line - b.range.start.line)
      .map(({ code, range }) => `${range.start.line} ${code}`);
  }

  async completion(uri: string, position: Position): Promise<readonly CompletionItem[]> {
    const found = await this.connection.sendRequest<CompletionItem[] | CompletionList>('textDocument/completion', {
      textDocument: { uri },
      position,
    });
    return 'items' in found ? found.items : found;
  }

  /** The text of a hover; undefined for none. */
  async hover(uri: string, position: Position): Promise<string | undefined> {
    const hover = await this.connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri },
      position,
    });
    const contents = hover?.contents;
    return typeof contents === 'object' && 'value' in contents ? contents.value : undefined;
  }

  codeActions(uri: string, line: number, only?: readonly string[]): Promise<readonly CodeAction[]> {
    const range = { start: { line, character: 0 }, end: { line, character: 999 } };
    const context = { diagnostics: [], ...(only && { only }) };
    return this.connection.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context });
  }
}

function initializeParams({ textDocument, workspace, options, folders }: TestOptions) {
  const named = Object.keys(folders ?? {}).map((name) => ({ uri: `${root}/${name}`, name }));
  return {
    processId: null,
    rootUri: root,
    workspaceFolders: named.length > 0 ? named : [{ uri: root, name: 'work' }],
    initializationOptions: { files: true, commands: true, rulePages: 'https://example.invalid/rules/', ...options },
    capabilities: {
      textDocument: {
        diagnostic: { dynamicRegistration: false },
        publishDiagnostics: { relatedInformation: true },
        completion: { completionItem: { snippetSupport: true } },
        references: {},
        rename: { prepareSupport: true },
        documentHighlight: {},
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        selectionRange: {},
        inlayHint: {},
        codeLens: {},
        semanticTokens: {
          requests: { full: true, range: true },
          tokenTypes: [],
          tokenModifiers: [],
          formats: ['relative'],
        },
        ...textDocument,
      },
      workspace: {
        configuration: true,
        symbol: {},
        workspaceFolders: true,
        didChangeWatchedFiles: { dynamicRegistration: true },
        diagnostics: { refreshSupport: true },
        workspaceEdit: {
          documentChanges: true,
          resourceOperations: ['create', 'rename', 'delete'],
          changeAnnotationSupport: {},
        },
        ...workspace,
      },
    },
  };
}

/** A text with `|` where the cursor is, and that place. */
export function cursorIn(marked: string): { readonly text: string; readonly position: Position } {
  const at = marked.indexOf('|');
  const before = marked.slice(0, at).split('\n');
  return {
    text: marked.slice(0, at) + marked.slice(at + 1),
    position: { line: before.length - 1, character: (before.at(-1) ?? '').length },
  };
}
