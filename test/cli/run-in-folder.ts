import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type ExitCode, runCli } from '../../cli/src/run-cli.ts';

/** What a run of the command line gave. */
export interface Outcome {
  readonly code: ExitCode;
  readonly output: string;
  readonly complaints: string;
}

/** Runs the command line as a function, as the version `1.2.3` without colour. */
export async function run(...argv: readonly string[]): Promise<Outcome> {
  return runWith({ argv });
}

/** As `run`, in colour where that is asked for. */
export async function runWith({
  argv,
  colour = false,
}: {
  readonly argv: readonly string[];
  readonly colour?: boolean;
}): Promise<Outcome> {
  let output = '';
  let complaints = '';
  const code = await runCli({
    argv,
    version: '1.2.3',
    colour,
    write: async (text) => {
      output += text;
    },
    complain: (text) => {
      complaints += text;
    },
  });
  return { code, output, complaints };
}

/** A temporary folder with files, by their paths in it; removed at the end of its block. */
export class TemporaryFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'pg-replication-cli-'));

  constructor(texts: Readonly<Record<string, string | Buffer>>) {
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(this.at(path)), { recursive: true });
      writeFileSync(this.at(path), text);
    }
  }

  /** The full path of a file in the folder. */
  at(path: string): string {
    return join(this.path, path);
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
