import type { Major } from '../catalog/parameter.ts';
import { type HbaLine, type HbaRecord, type HbaToken, tokenizeAuthFile } from '../syntax/hba.ts';
import { readHbaRecord } from '../syntax/hba-record.ts';
import { type IdentEntry, readIdentEntry } from '../syntax/ident.ts';
import { byteOrder, isIncludedName } from '../syntax/include-names.ts';
import type { SyntaxProblem } from '../syntax/parsed.ts';
import type { Files } from '../text/files.ts';
import type { TextRange } from '../text/range.ts';
import { childOf, isAbsolutePath, nameOf, parentOf, resolvePath, type Uri } from '../text/uri.ts';
import type { Reach } from './place-of-server.ts';
import type { FileKind, FileProblem, SourceFile } from './server-config.ts';

/** `CONF_FILE_MAX_DEPTH`, from 16 on. */
const deepest = 10;
/** Files that expand each other without end crash an old server; ours stops here. */
const mostFiles = 500;

/** What reading an authentication file and everything it includes gave. */
export interface AuthReading {
  readonly problems: readonly FileProblem[];
  readonly files: readonly SourceFile[];
}

/** A line with its `@files` put in, and the file it stands in. */
interface Expanded {
  readonly uri: Uri;
  readonly line: HbaLine;
}

const directives = new Set(['include', 'include_if_exists', 'include_dir']);

class AuthReader {
  readonly #files: Files;
  readonly #kind: FileKind;
  readonly #major: Major;
  readonly #reach: Reach;
  readonly problems: FileProblem[] = [];
  readonly files: SourceFile[] = [];
  readonly lines: Expanded[] = [];

  constructor(files: Files, kind: FileKind, major: Major, reach: Reach) {
    this.#reach = reach;
    this.#files = files;
    this.#kind = kind;
    this.#major = major;
  }

  #refuse(uri: Uri, range: TextRange, code: string, holes: SyntaxProblem['holes'] = {}): void {
    this.problems.push({ uri, kind: this.#kind, range, code, holes });
  }

  async read(uri: Uri, text: string, depth: number): Promise<void> {
    if (this.files.push({ uri, kind: this.#kind, text }) > mostFiles) return;
    const { entries, problems } = tokenizeAuthFile(text, this.#major);
    for (const problem of problems) this.problems.push({ ...problem, uri, kind: this.#kind });
    for (const entry of entries) {
      const line = await this.#expand(uri, entry, depth);
      if (!line || (await this.#follow(uri, line, depth))) continue;
      this.lines.push({ uri, line });
    }
  }

  /** Puts the items of `@files` in; undefined if one cannot be read, which spoils the line. */
  async #expand(uri: Uri, line: HbaLine, depth: number): Promise<HbaLine | undefined> {
    if (!line.fields.some((field) => field.some(isReference))) return line;
    const fields: (readonly HbaToken[])[] = [];
    for (const field of line.fields) {
      const tokens: HbaToken[] = [];
      for (const token of field) {
        const found = isReference(token) ? await this.#itemsOf(uri, token, depth + 1) : [token];
        if (!found) return undefined;
        for (const item of found) tokens.push(item);
      }
      if (tokens.length > 0) fields.push(tokens);
    }
    return fields.length > 0 ? { ...line, fields } : undefined;
  }

  /** All items of a referenced file; they are reported at the place of the reference. */
  async #itemsOf(
    uri: Uri,
    token: HbaToken,
    depth: number,
    chain: readonly Uri[] = [],
  ): Promise<HbaToken[] | undefined> {
    const path = token.text.slice(1);
    const target = resolvePath(uri, path);
    if (depth > deepest || chain.includes(target)) {
      this.#refuse(uri, token.range, 'includedTooDeep', { limit: deepest });
      return undefined;
    }
    const text = this.#isElsewhere(path, target) ? undefined : await this.#files.read(target);
    if (text === undefined) {
      this.#missing(uri, token.range, path, 'referencedFileMissing');
      return undefined;
    }
    if (!this.files.some((file) => file.uri === target)) this.files.push({ uri: target, kind: this.#kind, text });
    const items: HbaToken[] = [];
    for (const inner of tokenizeAuthFile(text, this.#major).entries.flatMap(({ fields }) => fields.flat())) {
      const found = isReference(inner) ? await this.#itemsOf(target, inner, depth + 1, [...chain, target]) : [inner];
      if (!found) {
        this.#refuse(uri, token.range, 'referencedFileMissing', { path });
        return undefined;
      }
      for (const item of found) items.push({ ...item, range: token.range });
    }
    return items;
  }

  /** From 16 on: reads what a line of exactly two fields includes; false for any other line. */
  async #follow(uri: Uri, line: HbaLine, depth: number): Promise<boolean> {
    const [first, second, third] = line.fields;
    const directive = first?.[0]?.text ?? '';
    const named = second?.[0];
    if (this.#major < 16 || !named || third || !directives.has(directive)) return false;
    const target = resolvePath(uri, named.text);
    if (this.#isElsewhere(named.text, target)) {
      if (directive !== 'include_if_exists') this.#missing(uri, named.range, named.text, 'includedElsewhere');
    } else if (directive === 'include_dir') await this.#followFolder(uri, named, target, depth);
    else await this.#followFile(uri, named, target, depth, directive === 'include');
    return true;
  }

  async #followFile(uri: Uri, named: HbaToken, target: Uri, depth: number, required: boolean): Promise<void> {
    if (depth >= deepest) return this.#refuse(uri, named.range, 'includedTooDeep', { limit: deepest });
    const text = await this.#files.read(target);
    if (text !== undefined) await this.read(target, text, depth + 1);
    // A folder is read as a file without lines.
    else if (required && !(await this.#isFolder(target)))
      this.#missing(uri, named.range, named.text, 'includedFileMissing');
  }

  async #followFolder(uri: Uri, named: HbaToken, folder: Uri, depth: number): Promise<void> {
    const names = await this.#files.list(folder);
    if (names.length === 0 && !(await this.#isFolder(folder))) {
      return this.#missing(uri, named.range, named.text, 'includedFolderMissing');
    }
    for (const name of names.filter(isIncludedName).sort(byteOrder)) {
      await this.#followFile(uri, named, childOf(folder, name), depth, true);
    }
  }

  async #isFolder(uri: Uri): Promise<boolean> {
    return (await this.#files.list(parentOf(uri))).includes(`${nameOf(uri)}/`);
  }

  /** Whether a path is one of the server's machine, which is not the one we are on. */
  #isElsewhere(path: string, target: Uri): boolean {
    return isAbsolutePath(path) && !this.#reach(target);
  }

  #missing(uri: Uri, range: TextRange, path: string, code: string): void {
    this.#refuse(uri, range, isAbsolutePath(path) ? 'includedElsewhere' : code, { path });
  }
}

/** An item that stands for the items of a file. */
function isReference({ text, quoted }: HbaToken): boolean {
  return !quoted && text.length > 1 && text.startsWith('@');
}

/** Reads pg_hba.conf with all it includes, as the server of the major loads it. Never throws. */
export async function readHba(
  files: Files,
  uri: Uri,
  text: string,
  major: Major,
  reach: Reach,
): Promise<AuthReading & { readonly records: readonly HbaRecord[] }> {
  const reader = new AuthReader(files, 'hba', major, reach);
  await reader.read(uri, text, 0);
  const records: HbaRecord[] = [];
  const problems = reader.problems;
  for (const { uri: file, line } of reader.lines) {
    const read = readHbaRecord(line, file, major);
    if ('code' in read) problems.push({ ...read, uri: file, kind: 'hba' });
    else records.push(read);
  }
  if (records.length === 0 && problems.length === 0) {
    problems.push({ uri, kind: 'hba', code: 'noRecords', range: { start: 0, end: 0 }, holes: {} });
  }
  return { records, problems, files: reader.files };
}

/** Reads pg_ident.conf with all it includes, as the server of the major loads it. Never throws. */
export async function readIdent(
  files: Files,
  uri: Uri,
  text: string,
  major: Major,
  reach: Reach,
): Promise<AuthReading & { readonly entries: readonly IdentEntry[] }> {
  const reader = new AuthReader(files, 'ident', major, reach);
  await reader.read(uri, text, 0);
  const entries: IdentEntry[] = [];
  for (const { uri: file, line } of reader.lines) {
    const read = readIdentEntry(line, file, major);
    if ('code' in read) reader.problems.push({ ...read, uri: file, kind: 'ident' });
    else entries.push(read);
  }
  return { entries, problems: reader.problems, files: reader.files };
}
