import {
  type Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  type Uri,
  Uri as Uris,
} from 'vscode';
import { maskSecrets } from '../../../core/src/index.ts';
import type { TextRow } from '../connect/session.ts';
import { sentenceOf } from '../errors.ts';
import * as l10n from '../l10n.ts';
import { inForceFiles } from '../live/live-files.ts';
import { listFolder, readServerFile, serverFileText, serverFolderNames } from '../live/queries/server-files.ts';
import { parseServerUri, type ServerDocument } from '../live/server-uri.ts';
import type { LiveServices } from '../live-services.ts';

/** How long a text that was read through SQL is good for: one look of the language server at a set of files. */
const keptFor = 5000;

interface Kept {
  readonly at: number;
  readonly bytes: Uint8Array;
}

function readOnly(): never {
  throw FileSystemError.NoPermissions(l10n.t('What a live server has is read, never written.'));
}

/** Documents of live servers: what is in force, and files of their disks read through SQL. Passwords are masked. */
export class ServerFileSystem implements FileSystemProvider, Disposable {
  readonly #services: LiveServices;
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly #kept = new Map<string, Kept>();
  readonly #shown = new Map<string, string>();
  readonly #watching: Disposable;
  readonly onDidChangeFile = this.#changed.event;

  constructor(services: LiveServices) {
    this.#services = services;
    this.#watching = services.fleet.onDidChange(() => this.#tellChanges());
  }

  watch(): Disposable {
    return { dispose: () => undefined };
  }

  async stat(uri: Uri): Promise<FileStat> {
    const bytes = await this.readFile(uri);
    return { type: FileType.File, ctime: 0, mtime: this.#kept.get(uri.toString())?.at ?? 0, size: bytes.length };
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    const document = parseServerUri(uri.authority, uri.path);
    if (!document) throw FileSystemError.FileNotFound(uri);
    if (document.part === 'inForce') return this.#inForce(uri, document);
    const kept = this.#kept.get(uri.toString());
    if (kept && Date.now() - kept.at < keptFor) return kept.bytes;
    const [rows] = await this.#ask(document, readServerFile(document.path));
    const text = serverFileText(rows ?? []);
    if (text === undefined) throw FileSystemError.FileNotFound(uri);
    const bytes = new TextEncoder().encode(maskSecrets(text));
    this.#kept.set(uri.toString(), { at: Date.now(), bytes });
    return bytes;
  }

  async readDirectory(uri: Uri): Promise<[string, FileType][]> {
    const document = parseServerUri(uri.authority, uri.path);
    if (!document) throw FileSystemError.FileNotFound(uri);
    if (document.part === 'inForce')
      return [...this.#filesInForce(document).keys()].map((name) => [name, FileType.File]);
    const [rows] = await this.#ask(document, listFolder(document.path));
    return serverFolderNames(rows ?? []).map((name) => [name, FileType.File]);
  }

  createDirectory(): void {
    readOnly();
  }

  writeFile(): void {
    readOnly();
  }

  delete(): void {
    readOnly();
  }

  rename(): void {
    readOnly();
  }

  dispose(): void {
    this.#watching.dispose();
    this.#changed.dispose();
  }

  #filesInForce({ cluster, server }: ServerDocument): ReadonlyMap<string, string> {
    const servers = this.#services.fleet.get(cluster)?.topology?.servers ?? [];
    const look = servers.find(({ key }) => key === server)?.look;
    const seen = look?.reached ? look : look?.last;
    return seen ? inForceFiles(seen) : new Map();
  }

  #inForce(uri: Uri, document: ServerDocument): Uint8Array {
    const text = this.#filesInForce(document).get(document.path.slice(1));
    if (text === undefined)
      throw FileSystemError.Unavailable(l10n.t('This server is not connected: connect to its cluster first.'));
    this.#shown.set(uri.toString(), text);
    return new TextEncoder().encode(text);
  }

  /** Documents that are open follow the server. */
  #tellChanges(): void {
    for (const [address, text] of this.#shown) {
      const uri = Uris.parse(address, true);
      const document = parseServerUri(uri.authority, uri.path);
      const now = document && this.#filesInForce(document).get(document.path.slice(1));
      if (now === undefined || now === text) continue;
      this.#kept.set(address, { at: Date.now(), bytes: new Uint8Array() });
      this.#changed.fire([{ type: FileChangeType.Changed, uri }]);
    }
  }

  async #ask({ cluster, server }: ServerDocument, question: string): Promise<readonly (readonly TextRow[])[]> {
    const { profiles } = this.#services;
    const profile = profiles.get(cluster);
    const parameters = profile && profiles.servers(profile).find(({ key }) => key === server);
    if (!parameters)
      throw FileSystemError.Unavailable(l10n.t('There is no cluster {0} with a server {1} any more.', cluster, server));
    try {
      const session = await profiles.open(parameters, { purpose: 'observe', ask: false });
      try {
        return await session.run(question);
      } finally {
        await session.close();
      }
    } catch (error) {
      throw FileSystemError.NoPermissions(sentenceOf(error));
    }
  }
}
