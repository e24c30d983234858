import { readFileSync } from 'node:fs';
import type { Major } from '../../core/src/catalog/parameter.ts';
import { programsOf } from '../postgres/programs.ts';

/**
 * Every end of a string in the server program that consists of letters, digits, `_` and `-`: a superset of the words the
 * server knows, since linkers store a string that is the end of another one only once. Empty where it is not installed.
 */
export function programWords(major: Major): ReadonlySet<string> {
  const words = new Set<string>();
  const program = programsOf(major)?.server;
  if (program === undefined) return words;
  for (const [run] of readFileSync(program, 'latin1').matchAll(/[a-z0-9_-]{2,63}(?=\0)/gi)) {
    for (let start = 0; start + 2 <= run.length; start++) words.add(run.slice(start));
  }
  return words;
}
