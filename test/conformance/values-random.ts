import { Random as Source, seed } from '../support/random.ts';

/** Gives numbers from 0 up to, not including, 1. */
export type Random = () => number;

const steps = 2 ** 30;

/** The numbers of one major: the same for the same PG_SEED. */
export function randomOf(major: number): Random {
  const source = new Source(seed + major);
  return () => source.below(steps) / steps;
}
