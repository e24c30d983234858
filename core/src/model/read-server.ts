import { catalogFor } from '../catalog/catalog.ts';
import type { Major } from '../catalog/parameter.ts';
import type { Files } from '../text/files.ts';
import { TemplateFiles } from '../text/template-files.ts';
import { childOf, isAbsolutePath, nameOf, resolvePath, type Uri } from '../text/uri.ts';
import { type AuthReading, readHba, readIdent } from './auth-files.ts';
import { ConfReader, ConfReading } from './conf-files.ts';
import { ParseCache } from './parse-cache.ts';
import { type Reach, reachOf } from './place-of-server.ts';
import { refusedPart } from './refused-part.ts';
import type { FileKind, Role, ServerConfig, SignalFile } from './server-config.ts';
import { buildServer } from './settings-in-force.ts';

/** What is known of a server before its files are read. */
export interface ReadOptions {
  readonly major: Major;
  /** What the project file calls the server; else the folder's name. */
  readonly name?: string;
  /** What the project file says; signal files say it otherwise. */
  readonly role?: Role;
  readonly cache?: ParseCache;
  /** The folder as an absolute path, where its URI is a relative one. */
  readonly path?: string;
  /** The folders that the user has open: what lies in them is no file of this machine's own. */
  readonly roots?: readonly Uri[];
  /** Reads this one file alone, as a file that some unknown server includes. */
  readonly fragment?: { readonly uri: Uri; readonly kind: FileKind };
}

const signalNames: readonly SignalFile[] = ['standby.signal', 'recovery.signal', 'recovery.conf'];

class ServerReader {
  readonly #files: TemplateFiles;
  readonly #folder: Uri;
  readonly #names: ReadonlySet<string>;
  readonly #options: ReadOptions;
  readonly #reading = new ConfReading();
  readonly #reach: Reach;
  readonly #conf: ConfReader;

  constructor(files: Files, folder: Uri, names: ReadonlySet<string>, options: ReadOptions) {
    const catalog = catalogFor(options.major);
    this.#files = new TemplateFiles(files, (uri, text) => refusedPart(uri, text, catalog));
    this.#folder = folder;
    this.#names = names;
    this.#options = options;
    const { path = folder, roots = [], cache = new ParseCache() } = options;
    this.#reach = reachOf({ folder: path, isDataDirectory: names.has('PG_VERSION'), roots });
    this.#conf = new ConfReader(this.#files, this.#reading, cache, this.#reach);
  }

  /** The server; of a template nobody knows what else it will hold, so a server with one is never complete. */
  async read(): Promise<ServerConfig> {
    const server = await this.#read();
    const { templates } = this.#files;
    if (templates.size === 0) return server;
    const files = server.files.map((file) => ({ ...file, text: templates.get(file.uri)?.original ?? file.text }));
    return { ...server, complete: false, files, templates };
  }

  async #read(): Promise<ServerConfig> {
    const { fragment } = this.#options;
    if (fragment) return this.#readFragment(fragment.uri, fragment.kind);
    const names = this.#names;
    const complete = await this.#readConf(names, 'postgresql.conf', 'conf');
    await this.#readConf(names, 'postgresql.auto.conf', 'auto');
    const signals = new Map<SignalFile, Uri>();
    for (const name of signalNames) if (names.has(name)) signals.set(name, childOf(this.#folder, name));
    if (signals.has('recovery.conf')) await this.#readRecovery();
    const draft = this.#build(complete && !this.#reading.hasUnseen, signals, [], []);
    const hba = await this.#readAuth(draft, names, 'hba_file', 'pg_hba.conf', readHba);
    const ident = await this.#readAuth(draft, names, 'ident_file', 'pg_ident.conf', readIdent);
    return { ...draft, hba: hba?.records ?? [], ident: ident?.entries ?? [] };
  }

  async #readFragment(uri: Uri, kind: FileKind): Promise<ServerConfig> {
    const text = (await this.#files.read(uri)) ?? '';
    const { major } = this.#options;
    if (kind === 'hba')
      return this.#build(
        false,
        new Map(),
        this.#keep(await readHba(this.#files, uri, text, major, this.#reach)).records,
        [],
      );
    if (kind === 'ident')
      return this.#build(
        false,
        new Map(),
        [],
        this.#keep(await readIdent(this.#files, uri, text, major, this.#reach)).entries,
      );
    await this.#conf.read(uri, kind, text);
    return this.#build(false, new Map(), [], []);
  }

  async #readConf(names: ReadonlySet<string>, name: string, kind: 'conf' | 'auto'): Promise<boolean> {
    if (!names.has(name)) return false;
    const uri = childOf(this.#folder, name);
    const text = await this.#files.read(uri);
    if (text !== undefined) await this.#conf.read(uri, kind, text);
    return text !== undefined;
  }

  /** recovery.conf is read up to 11; from 12 on its presence alone refuses the start, so only its text is kept. */
  async #readRecovery(): Promise<void> {
    const uri = childOf(this.#folder, 'recovery.conf');
    const text = await this.#files.read(uri);
    if (text === undefined) return;
    if (this.#options.major <= 11) await this.#conf.read(uri, 'recovery', text);
    else this.#reading.files.push({ uri, kind: 'recovery', text });
  }

  /**
   * The file that `parameter` names, where it can be read; else the one beside postgresql.conf. That comes first where it has
   * the name of one that is named by an absolute path: a copy of a server's files is meant, and the path is of that server.
   * A data directory is no copy; what initdb made in it counts for nothing if another file is named.
   */
  async #readAuth<Read extends AuthReading>(
    draft: ServerConfig,
    names: ReadonlySet<string>,
    parameter: string,
    name: string,
    reader: (files: Files, uri: Uri, text: string, major: Major, reach: Reach) => Promise<Read>,
  ): Promise<Read | undefined> {
    const named = draft.setting(parameter);
    const elsewhere =
      named.value === '' || named.at?.kind !== 'file' ? undefined : resolvePath(named.at.uri, named.value);
    const beside = names.has(name) ? childOf(this.#folder, name) : undefined;
    const isNamesake = elsewhere !== undefined && isAbsolutePath(named.value) && nameOf(elsewhere) === name;
    const isCopied = isNamesake && !names.has('PG_VERSION');
    for (const uri of isCopied ? [beside, elsewhere] : [elsewhere, beside]) {
      const text = uri === undefined ? undefined : await this.#files.read(uri);
      if (uri !== undefined && text !== undefined)
        return this.#keep(await reader(this.#files, uri, text, this.#options.major, this.#reach));
    }
    return undefined;
  }

  #keep<Read extends AuthReading>(read: Read): Read {
    for (const problem of read.problems) this.#reading.problems.push(problem);
    for (const file of read.files) this.#reading.files.push(file);
    return read;
  }

  #build(
    complete: boolean,
    signals: ReadonlyMap<SignalFile, Uri>,
    hba: ServerConfig['hba'],
    ident: ServerConfig['ident'],
  ): ServerConfig {
    return buildServer({
      name: this.#options.name ?? nameOf(this.#folder),
      folder: this.#folder,
      catalog: catalogFor(this.#options.major),
      declaredRole: this.#options.role,
      complete,
      reading: this.#reading,
      signals,
      hba,
      ident,
    });
  }
}

/**
 * Reads all files of the server whose files lie in `folder` as a server of that major reads them at its start:
 * postgresql.conf with its includes, postgresql.auto.conf, recovery.conf (10 and 11), then the HBA and ident files.
 * A folder without any of them gives a server without settings.
 */
export async function readServer(files: Files, folder: Uri, options: ReadOptions): Promise<ServerConfig> {
  const names = new Set(await files.list(folder));
  return await new ServerReader(files, folder, names, options).read();
}
