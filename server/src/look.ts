import type { CancellationToken } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  buildTopology,
  configurationFileNames,
  type DeclaredServer,
  type Diagnostic,
  type FileKind,
  type Files,
  fileKindOf,
  findTarget,
  lint,
  lintTopology,
  nameOf,
  type ParseCache,
  type Placement,
  parentOf,
  readServer,
  remember,
  type ServerConfig,
  type Target,
  type Topology,
  type Uri,
} from '../../core/src/index.ts';
import type { Project } from '../../project/src/load-project.ts';
import { findServerFolders } from './find-servers.ts';
import type { KeptServers } from './kept-servers.ts';
import { chooseRules, declaredServers, projectAt } from './project.ts';
import type { FolderSettings, Settings } from './settings.ts';
import { foldersUpwards, isInside } from './uris.ts';

/** A server, why it is held against that major, and whether it is a real one or a file judged by itself. */
export interface Located {
  readonly server: ServerConfig;
  readonly target: Target;
  readonly isFragment: boolean;
  /** What the project file says of its place among others. */
  readonly placement: Placement;
}

/** What a look sees of the workspace. */
export interface LookOptions {
  readonly files: Files;
  readonly folders: readonly Uri[];
  readonly parses: ParseCache;
  readonly kept: KeptServers;
  readonly settings: FolderSettings;
  /** Whether something has changed since the look was made. */
  isSuperseded(): boolean;
  openDocument(uri: Uri): TextDocument | undefined;
  keptDocument(uri: Uri, text: string): TextDocument;
}

/** An included file lies at most so many folders below its server's. */
const upwards = 4;
/** Between two pauses, in milliseconds. */
const slice = 8;

const kinds: Readonly<Record<string, FileKind>> = { 'postgresql-conf': 'conf', 'pg-hba': 'hba', 'pg-ident': 'ident' };

/** Everything known at one moment. Each question is answered once; all URIs are in their normal form. */
export class Look {
  readonly files: Files;
  readonly #options: LookOptions;
  readonly #servers = new Map<Uri, Promise<Located>>();
  readonly #documents = new Map<Uri, Promise<Located>>();
  readonly #findings = new Map<ServerConfig, readonly Diagnostic[]>();
  readonly #read = new Set<ServerConfig>();
  readonly #topologies = new Map<Uri, Promise<readonly Diagnostic[]>>();
  readonly #projects = new Map<Uri, Promise<Project | undefined>>();
  #all: Promise<readonly Located[]> | undefined;

  constructor(options: LookOptions) {
    this.#options = options;
    this.files = options.files;
  }

  /** Whether something has changed since. */
  get isSuperseded(): boolean {
    return this.#options.isSuperseded();
  }

  /** The folders of the workspace. */
  get roots(): readonly Uri[] {
    return this.#options.folders;
  }

  /** The text of a file of `server`, or of one that is open; undefined for others. */
  document(uri: Uri, server: ServerConfig): TextDocument | undefined {
    const open = this.#options.openDocument(uri);
    if (open) return open;
    const text = server.files.find((file) => file.uri === uri)?.text ?? this.#textElsewhere(uri);
    return text === undefined ? undefined : this.#options.keptDocument(uri, text);
  }

  /** A finding between servers points into files of others. */
  #textElsewhere(uri: Uri): string | undefined {
    for (const { files } of this.#read) for (const file of files) if (file.uri === uri) return file.text;
    return undefined;
  }

  /** The reader a file is for: by the server's own names, by the language the editor gave it, by its name; undefined if none. */
  kindOf(uri: Uri): FileKind | undefined {
    const name = nameOf(uri);
    const byName = fileKindOf(name);
    if (configurationFileNames.includes(name)) return byName;
    return kinds[this.#options.openDocument(uri)?.languageId ?? ''] ?? byName;
  }

  /** The server a file belongs to; a file of no known server is one by itself. */
  locate(uri: Uri): Promise<Located> {
    return remember(this.#documents, uri, () => this.#locate(uri));
  }

  /** Every server of the workspace. */
  servers(): Promise<readonly Located[]> {
    this.#all ??= this.#findAll();
    return this.#all;
  }

  /** The workspace folder that holds a file; undefined for a file outside. */
  rootOf(uri: Uri): Uri | undefined {
    return this.#options.folders.filter((folder) => isInside(uri, folder)).sort((a, b) => b.length - a.length)[0];
  }

  /** The project of each workspace folder that has one. */
  async projects(): Promise<readonly Project[]> {
    const found = await Promise.all(this.#options.folders.map((root) => this.projectAt(root)));
    return found.filter((project) => project !== undefined);
  }

  /** The project of a workspace folder; undefined without a project file. */
  projectAt(root: Uri): Promise<Project | undefined> {
    return remember(this.#projects, root, () => projectAt(this.files, root));
  }

  /** The settings of a workspace folder; those of the window where it has none, and for files outside. */
  settingsOf(root: Uri | undefined): Settings {
    const { window, folders } = this.#options.settings;
    return folders.get(root ?? '') ?? window;
  }

  /** The findings of a server; undefined if it was not worth finishing. Other work is let in between rules. */
  async findings(server: ServerConfig, token?: CancellationToken): Promise<readonly Diagnostic[] | undefined> {
    const known = this.#findings.get(server);
    if (known) return known;
    const own = await this.#ownFindings(server, token);
    if (!own) return undefined;
    const between = await this.#between(this.rootOf(server.folder));
    const found = own.concat(between.filter(({ at }) => at.kind === 'file' && isFileOf(server, at.uri)));
    this.#findings.set(server, found);
    return found;
  }

  /** What is wrong in a server by itself. */
  async #ownFindings(server: ServerConfig, token?: CancellationToken): Promise<readonly Diagnostic[] | undefined> {
    const { kept } = this.#options;
    const known = kept.findingsOf(server);
    if (known) return known;
    const found: Diagnostic[] = [];
    let since = Date.now();
    const root = this.rootOf(server.folder);
    const project = root === undefined ? undefined : await this.projectAt(root);
    for (const batch of lint(server, chooseRules(project, this.settingsOf(root)))) {
      for (const finding of batch) found.push(finding);
      if (Date.now() - since < slice) continue;
      await new Promise((resolve) => setTimeout(resolve));
      if (this.isSuperseded || token?.isCancellationRequested) return undefined;
      since = Date.now();
    }
    if (!this.isSuperseded) kept.keepFindings(server, found);
    return found;
  }

  /** The servers of a workspace folder, and who streams from whom. */
  async topologyOf(root: Uri): Promise<Topology> {
    const all = (await this.servers()).filter(({ server }) => this.rootOf(server.folder) === root);
    return buildTopology(all.map(({ server: config, placement }) => ({ config, placement })));
  }

  /** What is wrong between the servers of a workspace folder; [] for files outside of any. */
  #between(root: Uri | undefined): Promise<readonly Diagnostic[]> {
    if (root === undefined) return Promise.resolve([]);
    return remember(this.#topologies, root, async () => {
      const topology = await this.topologyOf(root);
      return lintTopology(topology, chooseRules(await this.projectAt(root), this.settingsOf(root)));
    });
  }

  async #locate(uri: Uri): Promise<Located> {
    for (const folder of foldersUpwards(parentOf(uri), upwards, this.rootOf(uri))) {
      const names = await this.files.list(folder);
      if (!names.includes('postgresql.conf') && !(folder === parentOf(uri) && isServerFile(uri))) continue;
      const located = await this.#serverAt(folder);
      if (has(located, uri)) return located;
    }
    const elsewhere = (await this.servers()).find((located) => has(located, uri));
    return elsewhere ?? this.#fragment(uri);
  }

  #serverAt(folder: Uri): Promise<Located> {
    return remember(this.#servers, folder, async () => {
      const kept = this.#options.kept.at(folder);
      if (kept) {
        this.#read.add(kept.server);
        return kept;
      }
      const declared = await this.#declared(folder);
      const target = await findTarget(this.files, folder, this.#targetOptions(folder, declared));
      const { major, name, role } = target;
      const options = {
        major,
        cache: this.#options.parses,
        roots: this.#options.folders,
        ...(name !== undefined && { name }),
        ...(role !== undefined && { role }),
      };
      const server = await readServer(this.files, folder, options);
      this.#read.add(server);
      const located = { server, target, isFragment: false, placement: declared?.placement ?? {} };
      if (!this.isSuperseded) this.#options.kept.keep(folder, located);
      return located;
    });
  }

  async #fragment(uri: Uri): Promise<Located> {
    const kind = this.kindOf(uri) ?? 'conf';
    const folder = parentOf(uri);
    const declared = await this.#declared(folder);
    const target = await findTarget(this.files, folder, { ...this.#targetOptions(folder, declared), fragment: uri });
    const { parses: cache, folders: roots } = this.#options;
    const options = { major: target.major, cache, roots, fragment: { uri, kind } };
    const server = await readServer(this.files, folder, options);
    return { server, target, isFragment: true, placement: {} };
  }

  #targetOptions(folder: Uri, declared: DeclaredServer | undefined) {
    const { pgVersion } = this.settingsOf(this.rootOf(folder));
    return { ...(declared && { declared }), ...(pgVersion !== undefined && { fallback: pgVersion }) };
  }

  async #declared(folder: Uri): Promise<DeclaredServer | undefined> {
    const root = this.rootOf(folder);
    return root === undefined ? undefined : declaredServers(await this.projectAt(root), root).get(folder);
  }

  async #findAll(): Promise<readonly Located[]> {
    const folders = new Set<Uri>();
    for (const root of this.#options.folders) {
      const named = declaredServers(await this.projectAt(root), root).keys();
      for (const folder of await findServerFolders(this.files, root, named)) folders.add(folder);
    }
    const found: Located[] = [];
    for (const folder of folders) found.push(await this.#serverAt(folder));
    return found;
  }
}

function isServerFile(uri: Uri): boolean {
  return ['postgresql.auto.conf', 'recovery.conf', 'pg_hba.conf', 'pg_ident.conf'].includes(nameOf(uri));
}

function isFileOf(server: ServerConfig, uri: Uri): boolean {
  return server.files.some((file) => file.uri === uri);
}

function has({ server }: Located, uri: Uri): boolean {
  return isFileOf(server, uri);
}
