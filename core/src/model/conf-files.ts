import type { Parameter } from '../catalog/parameter.ts';
import type { ConfEntry } from '../syntax/conf.ts';
import { byteOrder, isIncludedName } from '../syntax/include-names.ts';
import type { Files } from '../text/files.ts';
import type { FileOrigin } from '../text/origin.ts';
import { childOf, isAbsolutePath, nameOf, parentOf, resolvePath, type Uri } from '../text/uri.ts';
import type { ParseCache } from './parse-cache.ts';
import type { Reach } from './place-of-server.ts';
import { type FileProblem, fileOrigin, type Setting, type SourceFile } from './server-config.ts';

/** `CONF_FILE_MAX_DEPTH`: a file included from one this deep is refused. */
const deepest = 10;
/** Files that include each other many times over could keep us busy for ever; no real server reads so many. */
const mostFiles = 2000;

type ConfKind = 'conf' | 'auto' | 'recovery';

/** A setting as it was read; what it is and which one is in force is known when all are. One object each: files have many. */
export class ReadSetting implements Setting {
  readonly uri: Uri;
  readonly kind: ConfKind;
  readonly name: string;
  readonly value: string;
  readonly entry: ConfEntry;
  parameter: Parameter | undefined = undefined;
  overriddenBy: Setting | undefined = undefined;
  checked = true;

  constructor(uri: Uri, kind: ConfKind, entry: ConfEntry) {
    this.uri = uri;
    this.kind = kind;
    this.name = entry.name;
    this.value = entry.value;
    this.entry = entry;
  }

  get at(): FileOrigin {
    return fileOrigin(this.uri, this.entry.valueRange);
  }

  get nameAt(): FileOrigin {
    return fileOrigin(this.uri, this.entry.nameRange);
  }
}

/** What reading a file and everything it includes gave, in reading order. */
export class ConfReading {
  readonly files: SourceFile[] = [];
  readonly settings: ReadSetting[] = [];
  readonly problems: FileProblem[] = [];
  /** Whether a path of another machine is included: what stands there may set anything. */
  hasUnseen = false;
}

/** Reads one file of the family with its includes, at their places (`ParseConfigFile`, `ParseConfigDirectory`). */
export class ConfReader {
  readonly #files: Files;
  readonly #cache: ParseCache;
  readonly #into: ConfReading;
  readonly #reach: Reach;

  constructor(files: Files, into: ConfReading, cache: ParseCache, reach: Reach) {
    this.#files = files;
    this.#reach = reach;
    this.#into = into;
    this.#cache = cache;
  }

  /** Reads `text` of `uri`; `depth` is how many includes lead to it. */
  async read(uri: Uri, kind: ConfKind, text: string, depth = 0): Promise<void> {
    if (this.#into.files.push({ uri, kind, text }) > mostFiles) return;
    const { entries, problems } = this.#cache.conf(uri, text);
    for (const problem of problems) this.#into.problems.push({ ...problem, uri, kind });
    for (const entry of entries) {
      if (entry.include === undefined) this.#into.settings.push(new ReadSetting(uri, kind, entry));
      else await this.#follow(uri, kind, entry, depth);
    }
  }

  #refuse(uri: Uri, kind: ConfKind, entry: ConfEntry, code: string, holes: FileProblem['holes'] = {}): void {
    this.#into.problems.push({ code, uri, kind, range: entry.valueRange, holes });
  }

  async #follow(uri: Uri, kind: ConfKind, entry: ConfEntry, depth: number): Promise<void> {
    if (/^[ \t\r\n]*$/.test(entry.value)) return this.#refuse(uri, kind, entry, 'emptyIncludeName');
    const target = resolvePath(uri, entry.value);
    if (isAbsolutePath(entry.value) && !this.#reach(target)) return this.#passOver(uri, kind, entry);
    if (entry.include === 'include_dir') return this.#followFolder(uri, kind, entry, target, depth);
    if (depth >= deepest) return this.#refuse(uri, kind, entry, 'includedTooDeep', { limit: deepest });
    if (target === uri) return this.#refuse(uri, kind, entry, 'includesItself');
    const text = await this.#files.read(target);
    if (text !== undefined) return this.read(target, kind, text, depth + 1);
    // A folder can be opened, so even `include_if_exists` does not pass it over; then it cannot be read.
    if (await this.#folderExists(target)) this.#refuse(uri, kind, entry, 'includedIsFolder', { path: entry.value });
    else if (entry.include === 'include') this.#missing(uri, kind, entry, 'includedFileMissing');
    else if (isAbsolutePath(entry.value)) this.#into.hasUnseen = true;
  }

  async #followFolder(uri: Uri, kind: ConfKind, entry: ConfEntry, folder: Uri, depth: number): Promise<void> {
    const names = await this.#files.list(folder);
    if (names.length === 0 && !(await this.#folderExists(folder))) {
      return this.#missing(uri, kind, entry, 'includedFolderMissing');
    }
    for (const name of names.filter(isIncludedName).sort(byteOrder)) {
      const file = childOf(folder, name);
      const text = await this.#files.read(file);
      if (text === undefined) continue;
      if (depth >= deepest) this.#refuse(uri, kind, entry, 'includedTooDeep', { limit: deepest });
      else await this.read(file, kind, text, depth + 1);
    }
  }

  async #folderExists(folder: Uri): Promise<boolean> {
    const siblings = await this.#files.list(parentOf(folder));
    return siblings.includes(`${nameOf(folder)}/`);
  }

  /** A path of the server's machine, which is not the one we are on. */
  #passOver(uri: Uri, kind: ConfKind, entry: ConfEntry): void {
    if (entry.include === 'include_if_exists') this.#into.hasUnseen = true;
    else this.#missing(uri, kind, entry, 'includedElsewhere');
  }

  /**
   * A file of another machine (an absolute path) cannot be judged from here, nor a folder, which may be empty and so not in
   * version control: its absence is only worth a warning.
   */
  #missing(uri: Uri, kind: ConfKind, entry: ConfEntry, code: string): void {
    const isElsewhere = isAbsolutePath(entry.value);
    if (isElsewhere || code === 'includedFolderMissing') this.#into.hasUnseen = true;
    this.#refuse(uri, kind, entry, isElsewhere ? 'includedElsewhere' : code, { path: entry.value });
  }
}
