import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import * as z from 'zod/mini';
import type { Finding, Linted } from './lint-folder.ts';

/** Findings that are known and accepted: those with the same rule and message in the same file, wherever in it they are. */
const schema = z.object({
  version: z.literal(1),
  findings: z.array(z.object({ file: z.string(), rule: z.string(), message: z.string(), count: z.int() })),
});

type Counts = Map<string, { readonly file: string; readonly rule: string; readonly message: string; count: number }>;

function count(counts: Counts, file: string, it: Pick<Finding, 'rule' | 'message'>, by: number): number {
  const { rule } = it;
  // Lines move: a message that names one is still the same.
  const message = it.message.replace(/\bline [0-9]+/g, 'line …');
  const key = `${file}\n${rule}\n${message}`;
  const known = counts.get(key) ?? { file, rule, message, count: 0 };
  known.count += by;
  counts.set(key, known);
  return known.count;
}

/** The findings that a repository had when it began, so that only new ones count. Paths in it are relative to its own file. */
export class BaselineFile {
  readonly #path: string;
  readonly #counts: Counts = new Map();

  private constructor(path: string) {
    this.#path = path;
  }

  /** One without findings, to be filled. */
  static empty(path: string): BaselineFile {
    return new BaselineFile(path);
  }

  /** The one in a file. Throws, with the path in the message, where there is none or it is not one of ours. */
  static read(path: string): BaselineFile {
    const read = schema.safeParse(parse(path));
    if (!read.success) throw new Error(`${path} is no baseline file: make one with --write-baseline ${path}`);
    const baseline = new BaselineFile(path);
    for (const it of read.data.findings) count(baseline.#counts, it.file, it, it.count);
    return baseline;
  }

  /** What of a server's findings is new. Each finding is held against one entry, so a second one of its kind is new. */
  without<It extends Linted>(linted: It): It {
    return { ...linted, findings: linted.findings.filter((it) => count(this.#counts, this.#fileOf(it), it, -1) < 0) };
  }

  /** How many entries no finding answered to: they can go. */
  get left(): number {
    return [...this.#counts.values()].reduce((sum, it) => sum + Math.max(0, it.count), 0);
  }

  add({ findings }: Linted): void {
    for (const it of findings) count(this.#counts, this.#fileOf(it), it, 1);
  }

  /** How many findings there are. */
  get size(): number {
    return [...this.#counts.values()].reduce((sum, it) => sum + it.count, 0);
  }

  /** Writes the file, in an order that keeps its changes small. */
  write(): void {
    const order = (it: { readonly file: string; readonly rule: string; readonly message: string }) =>
      `${it.file}\n${it.rule}\n${it.message}`;
    const findings = [...this.#counts.values()].toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
    const lines = findings.map((it) => `    ${JSON.stringify(it)}`).join(',\n');
    writeFileSync(this.#path, `{\n  "version": 1,\n  "findings": [\n${lines}\n  ]\n}\n`);
  }

  #fileOf({ at }: Finding): string {
    return relative(dirname(resolve(this.#path)), resolve(at.uri)).replaceAll('\\', '/');
  }
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
