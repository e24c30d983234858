import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Files, nameOf, ParseCache, parentOf, RememberedFiles, type Uri } from '../../core/src/index.ts';
import { KeptServers } from './kept-servers.ts';
import { Look } from './look.ts';
import { TextDocuments } from './lsp.ts';
import { defaultSettings, type FolderSettings } from './settings.ts';
import { normalUri } from './uris.ts';

/** The world around the open documents. */
export interface WorkspaceOptions {
  /** What lies on the disk, as far as anyone lets us see it. */
  readonly files: Files;
  readonly folders: readonly Uri[];
  /** Whether we are told of changes on the disk, so that what was read may be kept. */
  readonly watched: boolean;
}

/** How long what lies on the disk counts as unchanged where nobody tells of changes, in milliseconds. */
const unwatchedFor = 500;

/** The texts of the editor and of the files around them, and what was found in them as long as nothing changes. */
export class Workspace {
  readonly documents = new TextDocuments(TextDocument);
  readonly #options: WorkspaceOptions;
  readonly #parses = new ParseCache();
  readonly #kept = new KeptServers();
  readonly #open = new Map<Uri, TextDocument>();
  readonly #closed = new Map<Uri, TextDocument>();
  #folders: readonly Uri[];
  #disk: Files;
  #look: Look | undefined;
  #settings: FolderSettings = { window: defaultSettings, folders: new Map() };
  #generation = 0;
  #looked = 0;

  constructor(options: WorkspaceOptions) {
    this.#options = options;
    this.#folders = options.folders.map(normalUri);
    this.#disk = new RememberedFiles(options.files);
    this.documents.onDidOpen(({ document }) => {
      this.#open.set(normalUri(document.uri), document);
      this.#kept.forgetAll();
      this.#changed();
    });
    this.documents.onDidChangeContent(({ document }) => {
      this.#kept.forget(normalUri(document.uri));
      this.#changed();
    });
    this.documents.onDidSave(() => this.forgetDisk());
    this.documents.onDidClose(({ document }) => {
      this.#open.delete(normalUri(document.uri));
      this.forgetDisk();
    });
  }

  get settings(): FolderSettings {
    return this.#settings;
  }

  set settings(settings: FolderSettings) {
    this.#settings = settings;
    this.#kept.forgetAll();
    this.#changed();
  }

  set folders(folders: readonly Uri[]) {
    this.#folders = folders.map(normalUri);
    this.forgetDisk();
  }

  get folders(): readonly Uri[] {
    return this.#folders;
  }

  /** Something on the disk is not what it was. */
  forgetDisk(): void {
    this.#disk = new RememberedFiles(this.#options.files);
    this.#closed.clear();
    this.#kept.forgetAll();
    this.#changed();
  }

  /** The document of a URI in its normal form; undefined if it is not open. */
  openDocument(uri: Uri): TextDocument | undefined {
    return this.#open.get(uri);
  }

  /** The state of now. The same look until something changes; where changes on the disk go untold, for a moment only. */
  look(): Look {
    const now = Date.now();
    if (!this.#options.watched && now - this.#looked > unwatchedFor) {
      this.#looked = now;
      this.#disk = new RememberedFiles(this.#options.files);
      this.#kept.forgetAll();
      this.#look = undefined;
    }
    const generation = this.#generation;
    this.#look ??= new Look({
      isSuperseded: () => this.#generation !== generation,
      files: this.#filesOfNow(),
      folders: this.#folders,
      parses: this.#parses,
      kept: this.#kept,
      settings: this.#settings,
      openDocument: (uri) => this.#open.get(uri),
      keptDocument: (uri, text) => this.#closedDocument(uri, text),
    });
    return this.#look;
  }

  #changed(): void {
    this.#generation++;
    this.#look = undefined;
  }

  /** What is open wins over what is saved. */
  #filesOfNow(): Files {
    const disk = this.#disk;
    const open = this.#open;
    return {
      read: async (uri) => open.get(uri)?.getText() ?? disk.read(uri),
      list: async (folder) => {
        const names = await disk.list(folder);
        const unsaved = [...open.keys()].filter((uri) => parentOf(uri) === folder).map(nameOf);
        return unsaved.every((name) => names.includes(name)) ? names : [...new Set([...names, ...unsaved])];
      },
    };
  }

  /** Kept for its line starts. */
  #closedDocument(uri: Uri, text: string): TextDocument {
    const known = this.#closed.get(uri);
    if (known?.getText() === text) return known;
    const document = TextDocument.create(uri, '', 0, text);
    this.#closed.set(uri, document);
    return document;
  }
}
