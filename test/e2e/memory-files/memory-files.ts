import {
  Disposable,
  EventEmitter,
  type ExtensionContext,
  type FileChangeEvent,
  FileChangeType,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  type Uri,
  workspace,
} from 'vscode';

/** The sample workspace, path to text; the bundler puts it here. */
declare const SAMPLE_FILES: Readonly<Record<string, string>>;

/** A flat file system in memory: a folder is whatever paths go through. */
class MemoryFiles implements FileSystemProvider {
  readonly #files: Map<string, Uint8Array>;
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  constructor(texts: Readonly<Record<string, string>>) {
    const encoder = new TextEncoder();
    this.#files = new Map(Object.entries(texts).map(([path, text]) => [path, encoder.encode(text)]));
  }

  watch(): Disposable {
    return new Disposable(() => undefined);
  }

  stat(uri: Uri): FileStat {
    const file = this.#files.get(uri.path);
    if (!file && this.readDirectory(uri).length === 0 && uri.path !== '/') throw FileSystemError.FileNotFound(uri);
    return { type: file ? FileType.File : FileType.Directory, ctime: 0, mtime: 0, size: file?.length ?? 0 };
  }

  readDirectory(uri: Uri): [string, FileType][] {
    const start = uri.path.endsWith('/') ? uri.path : `${uri.path}/`;
    const found = new Map<string, FileType>();
    for (const path of this.#files.keys()) {
      if (!path.startsWith(start)) continue;
      const [name = '', ...below] = path.slice(start.length).split('/');
      found.set(name, below.length > 0 ? FileType.Directory : FileType.File);
    }
    return [...found];
  }

  readFile(uri: Uri): Uint8Array {
    const file = this.#files.get(uri.path);
    if (!file) throw FileSystemError.FileNotFound(uri);
    return file;
  }

  writeFile(uri: Uri, content: Uint8Array): void {
    this.#files.set(uri.path, content);
    this.#changed.fire([{ type: FileChangeType.Changed, uri }]);
  }

  createDirectory(): void {}

  delete(uri: Uri): void {
    this.#files.delete(uri.path);
    this.#changed.fire([{ type: FileChangeType.Deleted, uri }]);
  }

  rename(from: Uri, to: Uri): void {
    this.writeFile(to, this.readFile(from));
    this.delete(from);
  }
}

export function activate(context: ExtensionContext): void {
  const files = new MemoryFiles(SAMPLE_FILES);
  context.subscriptions.push(workspace.registerFileSystemProvider('pgsample', files, { isCaseSensitive: true }));
}
