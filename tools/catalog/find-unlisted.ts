import { join } from 'node:path';
import { type PostgresServer, readConfiguration, writeServerFile } from '../postgres/postgres-server.ts';
import { programWords } from './program-words.ts';

const wordsInOneFile = 4000;

/**
 * Names that the server takes in its files though `pg_settings` does not show them: every word of its own program is
 * tried as a name; its start-up reader names those that it does not know. Leaves the running server as it is, but not
 * its postgresql.conf.
 */
export function findUnlisted({ major, data }: PostgresServer, listed: ReadonlySet<string>): readonly string[] {
  const words = [...programWords(major)].filter(
    (word) =>
      /^[a-z][a-z_]{2,62}$/i.test(word) &&
      !listed.has(word.toLowerCase()) &&
      !/^include(_dir|_if_exists)?$/i.test(word),
  );
  const found = new Set<string>();
  for (let start = 0; start < words.length; start += wordsInOneFile) {
    const some = words.slice(start, start + wordsInOneFile);
    writeServerFile(join(data, 'postgresql.conf'), some.map((word) => `${word} = ''\n`).join(''));
    const { log } = readConfiguration(major, data);
    const unknown = new Set(
      Array.from(log.matchAll(/unrecognized configuration parameter "([^"]+)"/g), ([, name]) => name),
    );
    for (const word of some) if (!unknown.has(word)) found.add(word.toLowerCase());
  }
  return [...found].toSorted();
}
