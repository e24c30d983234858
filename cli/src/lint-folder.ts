import { resolve } from 'node:path';
import {
  type Diagnostic,
  type FileKind,
  type Files,
  fileKindOf,
  findTarget,
  lint,
  type Major,
  nameOf,
  ParseCache,
  parentOf,
  RememberedFiles,
  readServer,
  type ServerConfig,
  type Target,
  type Uri,
} from '../../core/src/index.ts';
import type { Job } from './find-servers.ts';
import type { Projects } from './projects.ts';

/** A server and what is found in it, in the order of files and places. */
export interface Linted {
  readonly server: ServerConfig;
  readonly findings: readonly Finding[];
}

/** A diagnostic of a file, as every finding on the command line is. */
export type Finding = Diagnostic & { readonly at: { readonly kind: 'file' } };

/** Whether a finding stands in a file. */
export function isInFile(diagnostic: Diagnostic): diagnostic is Finding {
  return diagnostic.at.kind === 'file';
}

/** The files of one name in a repository are much alike. */
const cache = new ParseCache(nameOf);

/** What is needed to read a server. */
export interface Asked {
  readonly files: Files;
  readonly projects: Projects;
  readonly forced: Major | undefined;
}

/** What a server of a folder is read as, and where the folder is. */
async function optionsFor(
  { files, projects, forced }: Asked,
  folder: Uri,
  fragment?: Uri,
): Promise<Target & { readonly path: string }> {
  const path = resolve(folder);
  const declared = await projects.serverOf(path);
  const target = await findTarget(files, folder, {
    path,
    ...(forced !== undefined && { forced }),
    ...(declared && { declared }),
    ...(fragment !== undefined && { fragment }),
  });
  return { ...target, path };
}

/** A file may be included from a server whose folder lies this many above its own (`conf.d`). */
const mostParents = 2;

function* homesOf(folder: Uri): Generator<Uri> {
  let home = folder;
  for (let up = 0; up <= mostParents; up++) {
    yield home;
    if (!home.includes('/') || home === '/') return;
    home = parentOf(home);
  }
}

/** The server that reads the file, or the file alone where none does. */
async function readMember(asked: Asked, folder: Uri, file: Uri): Promise<ServerConfig> {
  for (const home of homesOf(folder)) {
    const server = await readServer(asked.files, home, await optionsFor(asked, home));
    if (server.files.some(({ uri }) => uri === file)) return server;
  }
  const kind: FileKind = fileKindOf(nameOf(file)) ?? 'conf';
  return readServer(asked.files, folder, {
    ...(await optionsFor(asked, folder, file)),
    fragment: { uri: file, kind },
  });
}

/** Reads the server of a job. */
export async function readJob(asked: Asked, { folder, file }: Job): Promise<ServerConfig> {
  if (file !== undefined) return readMember(asked, folder, file);
  return readServer(asked.files, folder, { ...(await optionsFor(asked, folder)), cache });
}

/** By the order of files, then by places. */
export function inOrder(order: readonly Uri[]): (a: Finding, b: Finding) => number {
  return (a, b) => order.indexOf(a.at.uri) - order.indexOf(b.at.uri) || a.at.range.start - b.at.range.start;
}

/** Reads and judges one server; for a job with a file, what concerns that file. */
export async function lintFolder(
  files: Files,
  job: Job,
  projects: Projects,
  forced: Major | undefined,
): Promise<Linted> {
  const server = await readJob({ files: new RememberedFiles(files), projects, forced }, job);
  const findings: Finding[] = [];
  const choice = await projects.choiceOf(resolve(server.folder));
  for (const batch of lint(server, choice)) for (const finding of batch) if (isInFile(finding)) findings.push(finding);
  const wanted = job.file === undefined ? findings : findings.filter((it) => it.at.uri === job.file);
  return { server, findings: wanted.toSorted(inOrder(server.files.map(({ uri }) => uri))) };
}
