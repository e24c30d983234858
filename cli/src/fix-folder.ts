import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { applyEdits, chooseFixes, type Files, type Major, type Uri } from '../../core/src/index.ts';
import type { Job } from './find-servers.ts';
import { type Linted, lintFolder } from './lint-folder.ts';
import type { Projects } from './projects.ts';

/** Fixes can uncover others; more rounds than this means two rules that undo each other. */
const mostRounds = 10;

/** Writes a file at once or not at all, keeping its mode and what a link points to. */
function writeWhole(uri: Uri, text: string): void {
  const known = statSync(uri, { throwIfNoEntry: false });
  const target = known ? realpathSync(uri) : uri;
  const temporary = `${target}.pg-replication-${process.pid}`;
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    if (known) chmodSync(temporary, known.mode & 0o7777);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Applies the safe fixes until none is left, and returns what is still found and how many were applied. */
export async function fixFolder(
  files: Files,
  job: Job,
  projects: Projects,
  forced: Major | undefined,
): Promise<Linted & { readonly fixed: number }> {
  let fixed = 0;
  for (let round = 0; ; round++) {
    const linted = await lintFolder(files, job, projects, forced);
    const fixes = chooseFixes(linted.findings, { unsafe: false });
    if (fixes.length === 0 || round === mostRounds) return { ...linted, fixed };
    const texts = new Map(linted.server.files.map(({ uri, text }) => [uri, text]));
    for (const [uri, text] of applyEdits(
      texts,
      fixes.flatMap(({ edits }) => edits),
    )) {
      if (text === undefined) rmSync(uri, { force: true });
      else writeWhole(uri, text);
    }
    fixed += fixes.length;
  }
}
