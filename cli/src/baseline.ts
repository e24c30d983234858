import type { LintArguments } from './arguments.ts';
import type { Linted } from './lint-folder.ts';

/** What becomes of findings before they are told. */
interface Baseline {
  /** The same server with the findings that are to be told. */
  take<It extends Linted>(linted: It): It;
  /** What to say when all is done; '' for nothing. */
  end(): string;
}

const none: Baseline = { take: (linted) => linted, end: () => '' };

/** The baseline that the command line asks for. Its reader is loaded when there is one; throws where a file cannot be read. */
export async function openBaseline({ baseline, writeBaseline }: LintArguments): Promise<Baseline> {
  if (baseline === undefined && writeBaseline === undefined) return none;
  const { BaselineFile } = await import('./baseline-file.ts');
  if (writeBaseline === undefined) {
    const known = BaselineFile.read(baseline ?? '');
    return {
      take: (linted) => known.without(linted),
      end: () =>
        known.left === 0 ? '' : `pg-replication: ${known.left} of the findings in ${baseline} are gone: write it anew`,
    };
  }
  const made = BaselineFile.empty(writeBaseline);
  return {
    take(linted) {
      made.add(linted);
      return { ...linted, findings: [] };
    },
    end() {
      made.write();
      return `pg-replication: wrote ${made.size} findings to ${writeBaseline}`;
    },
  };
}
