import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Major } from '../../core/src/catalog/parameter.ts';
import {
  makeDataDirectory,
  readConfiguration,
  removeDataDirectory,
  writeServerFile,
} from '../postgres/postgres-server.ts';
import { programsOf } from '../postgres/programs.ts';

const wordsInOneFile = 4000;

/**
 * Every end of a string in the server program that could be the name of a parameter: linkers store a string that is the
 * end of another one only once.
 */
function wordsOf(program: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [run] of readFileSync(program, 'latin1').matchAll(/[a-z][a-z_]{2,62}(?=\0)/gi)) {
    for (let start = 0; start + 3 <= run.length; start++) if (run[start] !== '_') words.add(run.slice(start));
  }
  return words;
}

/**
 * Names that the server takes in its files though `pg_settings` does not show them: every word of its own program is
 * tried as a name; its start-up reader names those that it does not know.
 */
export function findUnlisted(major: Major, listed: ReadonlySet<string>): readonly string[] {
  const programs = programsOf(major);
  if (!programs) return [];
  const words = [...wordsOf(programs.server)].filter(
    (word) => !listed.has(word.toLowerCase()) && !/^include(_dir|_if_exists)?$/i.test(word),
  );
  const data = makeDataDirectory(major);
  const found: string[] = [];
  try {
    for (let start = 0; start < words.length; start += wordsInOneFile) {
      const some = words.slice(start, start + wordsInOneFile);
      writeServerFile(join(data, 'postgresql.conf'), some.map((word) => `${word} = ''\n`).join(''));
      const { log } = readConfiguration(major, data);
      const unknown = Array.from(
        log.matchAll(/unrecognized configuration parameter "([^"]+)"/g),
        ([, name]) => name ?? '',
      );
      found.push(...new Set(some).difference(new Set(unknown)));
    }
  } finally {
    removeDataDirectory(data);
  }
  return [...new Set(found.map((word) => word.toLowerCase()))].toSorted();
}
