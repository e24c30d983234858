import { majors } from '../../core/src/catalog/parameter.ts';
import { Random } from '../support/random.ts';
import { readCorpus } from './corpus.ts';
import { mutate } from './mutate.ts';
import { type Target, targetsOf } from './targets.ts';

/** Milliseconds that no text below 64 KiB may take. */
const longest = 50;

/** A text that broke something. */
export interface Broken {
  readonly target: string;
  readonly text: string;
  readonly major: number;
  readonly why: string;
}

/** What a run tried and found. */
export interface Outcome {
  readonly counts: Readonly<Record<string, number>>;
  readonly broken: readonly Broken[];
}

async function timed(target: Target, text: string, major: (typeof majors)[number], seed: number): Promise<number> {
  const began = performance.now();
  await target.run(text, major, new Random(seed));
  return performance.now() - began;
}

/** Why the target fails on a text; undefined if it does not. What is slow once may be the machine: it is tried again. */
async function failure(target: Target, text: string, major: (typeof majors)[number], seed: number) {
  try {
    let fastest = await timed(target, text, major, seed);
    for (let again = 0; fastest > longest && again < 8; again++) {
      fastest = Math.min(fastest, await timed(target, text, major, seed));
    }
    return fastest > longest ? `took ${fastest.toFixed(0)} ms for ${text.length} characters` : undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** Gives `count` mutated texts to the readers, rules and fixes, the same for the same seed. Stops at the tenth failure. */
export async function fuzz(count: number, seed: number): Promise<Outcome> {
  const random = new Random(seed);
  const corpus = readCorpus();
  const targets = targetsOf(corpus);
  const lots = targets.flatMap((target) => Array.from({ length: target.share }, () => target));
  const counts: Record<string, number> = Object.fromEntries(targets.map(({ name }) => [name, 0]));
  const broken: Broken[] = [];
  for (let at = 0; at < count && broken.length < 10; at++) {
    const target = random.pick(lots);
    const major = random.pick(majors);
    const text = mutate(corpus[target.corpus], target.longest, random);
    const why = await failure(target, text, major, seed + at);
    counts[target.name] = (counts[target.name] ?? 0) + 1;
    if (why !== undefined) broken.push({ target: target.name, text, major, why });
  }
  return { counts, broken };
}
