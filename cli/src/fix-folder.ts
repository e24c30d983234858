import { isUtf8 } from 'node:buffer';
import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { applyEdits, chooseFixes, type Edit, type Fix, type Major, type Uri } from '../../core/src/index.ts';
import type { Job } from './find-servers.ts';
import { type Linted, lintFolder } from './lint-folder.ts';
import type { NodeFiles } from './node-files.ts';
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

/** What is still found, and what was done about the rest. */
export interface Fixed extends Linted {
  /** How many fixes were applied. */
  readonly fixed: number;
  /** Files left as they are because they are not UTF-8: bytes that cannot be read as text would be lost. */
  readonly unwritable: readonly Uri[];
}

function uriOf(edit: Edit): Uri {
  return edit.kind === 'replace' ? edit.at.uri : edit.uri;
}

function isWritable(uri: Uri): boolean {
  return statSync(uri, { throwIfNoEntry: false }) === undefined || isUtf8(readFileSync(uri));
}

function apply({ server }: Linted, fixes: readonly Fix[]): void {
  const texts = new Map(server.files.map(({ uri, text }) => [uri, text]));
  const edits = fixes.flatMap((fix) => fix.edits);
  for (const [uri, text] of applyEdits(texts, edits)) {
    if (text === undefined) rmSync(uri, { force: true });
    else writeWhole(uri, text);
  }
}

/** Applies the safe fixes until none is left. */
export async function fixFolder(
  files: NodeFiles,
  job: Job,
  projects: Projects,
  forced: Major | undefined,
): Promise<Fixed> {
  let fixed = 0;
  const unwritable = new Set<Uri>();
  for (let round = 0; ; round++) {
    const linted = await lintFolder(files, job, projects, forced);
    const fixes = chooseFixes(linted.findings, { unsafe: false }).filter(({ edits }) => {
      const broken = edits.map(uriOf).filter((uri) => !isWritable(uri));
      for (const uri of broken) unwritable.add(uri);
      return broken.length === 0;
    });
    if (fixes.length === 0 || round === mostRounds) return { ...linted, fixed, unwritable: [...unwritable] };
    apply(linted, fixes);
    files.forget();
    fixed += fixes.length;
  }
}
