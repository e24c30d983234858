import { type Major, newestMajor, toMajor } from '../catalog/parameter.ts';
import type { Files } from '../text/files.ts';
import { speaksOfUs } from '../text/speaks-of-us.ts';
import { childOf, type Uri } from '../text/uri.ts';
import { configurationFileNames } from './file-kind.ts';
import type { Role } from './server-config.ts';
import type { Placement } from './topology.ts';

/** What pg-replication.json says of a server; everything but the name may be left out. */
export interface DeclaredServer {
  readonly name: string;
  readonly major?: Major;
  readonly role?: Role;
  /** Where it stands among the servers of the project. */
  readonly placement?: Placement;
}

/** What besides the files may name a major. */
export interface TargetOptions {
  /** Asked for outright (`--pg`): wins over everything else. */
  readonly forced?: Major;
  readonly declared?: DeclaredServer;
  /** The editor's setting: for folders that say nothing of their major. */
  readonly fallback?: Major;
  /** The folder's full path, where `folder` is a relative one. */
  readonly path?: string;
  /** A file of no known server, judged by itself. */
  readonly fragment?: Uri;
}

/** The major a folder's files are held against, and why that one. */
export interface Target {
  readonly major: Major;
  readonly from: 'command line' | 'comment' | 'project' | 'PG_VERSION' | 'path' | 'setting' | 'newest';
  readonly name?: string;
  readonly role?: Role;
}

const comment = /^[ \t]*#[ \t]*pg-replication:[ \t]*pg[ \t]*=[ \t]*([0-9]+)/m;

/** The major that a comment `# pg-replication: pg=16` of a file names; undefined if none does. */
export function majorFromComment(text: string): Major | undefined {
  if (!speaksOfUs(text)) return undefined;
  return toMajor(comment.exec(text)?.[1] ?? '');
}

/** The major that a path speaks of, the deepest place first: `/16/main`, `pgsql/16`, `postgresql-16`, `pg16`. */
export function majorFromPath(path: string): Major | undefined {
  const parts = path.split('/');
  for (let at = parts.length - 1; at >= 0; at--) {
    const part = parts[at] ?? '';
    const whole = /^1[0-9]$/.test(part);
    const beside =
      /^(?:main|data)$/.test(parts[at + 1] ?? '') || /^(?:postgres|postgresql|pgsql|pg)$/.test(parts[at - 1] ?? '');
    const found = whole && beside ? part : /^(?:postgres|postgresql|pgsql|pg)[-_]?(1[0-9])(?![0-9])/.exec(part)?.[1];
    if (found !== undefined) return toMajor(found);
  }
  return undefined;
}

async function majorInFiles(files: Files, folder: Uri, fragment: Uri | undefined): Promise<Major | undefined> {
  const names = await files.list(folder);
  const ours = configurationFileNames.filter((name) => names.includes(name)).map((name) => childOf(folder, name));
  for (const uri of fragment === undefined ? ours : [fragment, ...ours]) {
    const major = majorFromComment((await files.read(uri)) ?? '');
    if (major !== undefined) return major;
  }
  return undefined;
}

async function majorOfDataDirectory(files: Files, folder: Uri): Promise<Major | undefined> {
  if (!(await files.list(folder)).includes('PG_VERSION')) return undefined;
  return toMajor(((await files.read(childOf(folder, 'PG_VERSION'))) ?? '').trim());
}

async function findMajor(files: Files, folder: Uri, options: TargetOptions): Promise<Pick<Target, 'major' | 'from'>> {
  if (options.forced !== undefined) return { major: options.forced, from: 'command line' };
  const commented = await majorInFiles(files, folder, options.fragment);
  if (commented !== undefined) return { major: commented, from: 'comment' };
  if (options.declared?.major !== undefined) return { major: options.declared.major, from: 'project' };
  const stored = await majorOfDataDirectory(files, folder);
  if (stored !== undefined) return { major: stored, from: 'PG_VERSION' };
  const named = majorFromPath(options.path ?? folder);
  if (named !== undefined) return { major: named, from: 'path' };
  if (options.fallback !== undefined) return { major: options.fallback, from: 'setting' };
  return { major: newestMajor, from: 'newest' };
}

/** The target of the server in `folder`: the first source that knows. Name and role come from the project file only. */
export async function findTarget(files: Files, folder: Uri, options: TargetOptions = {}): Promise<Target> {
  const { name, role } = options.declared ?? {};
  const found = await findMajor(files, folder, options);
  return { ...found, ...(name !== undefined && { name }), ...(role !== undefined && { role }) };
}
