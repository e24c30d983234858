import {
  commands,
  Disposable,
  EventEmitter,
  type ExtensionContext,
  type FileChangeEvent,
  type FileStat,
  type FileSystemProvider,
  type FileType,
  type LogOutputChannel,
  type Task,
  TreeItem,
  tasks,
  type Uri,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { LiveSide } from './compose.ts';
import {
  clustersViewId,
  dashboardViewType,
  innerCommandIds,
  liveCommandIds,
  liveContextKey,
  serverScheme,
  taskType,
  tracePrefix,
} from './manifest.ts';

/** `npm start` sets it to 1: the demo cluster starts by itself. */
const demoVariable = 'PG_REPLICATION_DEMO';

/**
 * What connects to servers or runs programs, loaded when something of it is first asked for: it is more code than all the rest,
 * and most windows are opened to edit files. What asks for it stands here, and hands on.
 */
export class LazyLiveSide implements Disposable {
  readonly #context: ExtensionContext;
  readonly #output: LogOutputChannel;
  readonly #registered: Disposable;
  /** Asks for the view as soon as that is seen; then it has its own provider. */
  readonly #view: Disposable;
  #live: Promise<LiveSide> | undefined;

  constructor(context: ExtensionContext, output: LogOutputChannel) {
    this.#context = context;
    this.#output = output;
    this.#view = window.registerTreeDataProvider<never>(clustersViewId, {
      getChildren: async () => {
        await this.load();
        return [];
      },
      getTreeItem: () => new TreeItem(''),
    });
    const ids = [...Object.values(liveCommandIds), ...Object.values(innerCommandIds)];
    this.#registered = Disposable.from(
      ...ids.map((id) =>
        commands.registerCommand(id, async (argument: unknown) => (await this.load()).run(id, argument)),
      ),
      tasks.registerTaskProvider(taskType, {
        provideTasks: async () => (await this.load()).tasks.provideTasks(),
        resolveTask: async (task: Task) => (await this.load()).tasks.resolveTask(task),
      }),
      window.registerWebviewPanelSerializer(dashboardViewType, {
        deserializeWebviewPanel: async (panel: WebviewPanel, state: unknown) =>
          (await this.load()).dashboards.deserializeWebviewPanel(panel, state),
      }),
      workspace.registerFileSystemProvider(serverScheme, new LazyFiles(() => this.load()), {
        isReadonly: true,
        isCaseSensitive: true,
      }),
    );
    void commands.executeCommand('setContext', liveContextKey, true);
    // What an earlier window has left behind is told without being asked.
    if (context.globalState.keys().some((key) => key.startsWith(tracePrefix))) setTimeout(() => void this.load());
    if (process.env[demoVariable] === '1' && workspace.isTrusted)
      void commands.executeCommand(liveCommandIds.startDemoCluster);
  }

  load(): Promise<LiveSide> {
    this.#live ??= this.#load();
    return this.#live;
  }

  /** Ends what was begun, if anything was; resolves when nothing is left. */
  async end(): Promise<void> {
    await (await this.#live)?.end();
  }

  dispose(): void {
    this.#registered.dispose();
    this.#view.dispose();
  }

  async #load(): Promise<LiveSide> {
    const { composeLiveSide } = await import('./compose.ts');
    this.#view.dispose();
    return composeLiveSide(this.#context, this.#output);
  }
}

/** Documents of live servers; those that the window had open ask for them at its start. */
class LazyFiles implements FileSystemProvider {
  readonly #files: () => Promise<FileSystemProvider>;
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  constructor(load: () => Promise<LiveSide>) {
    let found: Promise<FileSystemProvider> | undefined;
    this.#files = () => {
      found ??= load().then(({ files }) => {
        files.onDidChangeFile((changes) => this.#changed.fire(changes));
        return files;
      });
      return found;
    };
  }

  watch(): Disposable {
    return new Disposable(() => undefined);
  }

  async stat(uri: Uri): Promise<FileStat> {
    return (await this.#files()).stat(uri);
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    return (await this.#files()).readFile(uri);
  }

  async readDirectory(uri: Uri): Promise<[string, FileType][]> {
    return (await this.#files()).readDirectory(uri);
  }

  async createDirectory(uri: Uri): Promise<void> {
    await (await this.#files()).createDirectory(uri);
  }

  async writeFile(uri: Uri, content: Uint8Array): Promise<void> {
    await (await this.#files()).writeFile(uri, content, { create: false, overwrite: false });
  }

  async delete(uri: Uri): Promise<void> {
    await (await this.#files()).delete(uri, { recursive: false });
  }

  async rename(from: Uri, to: Uri): Promise<void> {
    await (await this.#files()).rename(from, to, { overwrite: false });
  }
}
