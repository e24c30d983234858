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
  RememberedFiles,
  readServer,
  type ServerConfig,
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

function isInFile(diagnostic: Diagnostic): diagnostic is Finding {
  return diagnostic.at.kind === 'file';
}

async function read(files: Files, job: Job, projects: Projects, forced: Major | undefined): Promise<ServerConfig> {
  const { folder, file } = job;
  const declared = await projects.serverOf(folder);
  const target = await findTarget(files, folder, {
    path: resolve(folder),
    ...(forced !== undefined && { forced }),
    ...(declared && { declared }),
    ...(file !== undefined && { fragment: file }),
  });
  const server = await readServer(files, folder, target);
  if (file === undefined || server.files.some((it) => it.uri === file)) return server;
  const kind: FileKind = fileKindOf(nameOf(file)) ?? 'conf';
  return readServer(files, folder, { ...target, fragment: { uri: file, kind } });
}

function inOrder(order: readonly Uri[]): (a: Finding, b: Finding) => number {
  return (a, b) => order.indexOf(a.at.uri) - order.indexOf(b.at.uri) || a.at.range.start - b.at.range.start;
}

/** Reads and judges one server; for a job with a file, what concerns that file. */
export async function lintFolder(
  files: Files,
  job: Job,
  projects: Projects,
  forced: Major | undefined,
): Promise<Linted> {
  const server = await read(new RememberedFiles(files), job, projects, forced);
  const findings: Finding[] = [];
  for (const batch of lint(server)) findings.push(...batch.filter(isInFile));
  const wanted = job.file === undefined ? findings : findings.filter((it) => it.at.uri === job.file);
  return { server, findings: wanted.toSorted(inOrder(server.files.map(({ uri }) => uri))) };
}
