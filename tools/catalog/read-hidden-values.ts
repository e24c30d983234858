import { join } from 'node:path';
import type { Parameter } from '../../core/src/catalog/parameter.ts';
import { type PostgresServer, readConfiguration, writeServerFile } from '../postgres/postgres-server.ts';

/** Spellings that enums have been seen to take besides those they advertise. */
const spellings = 'true false yes no on off 1 0 t f y n tr of archive hot_standby debug none default all plain'.split(
  ' ',
);

/** Which of the parameters the start-up reader refuses when each is given its word. */
function refused({ major, data }: PostgresServer, words: ReadonlyMap<string, string>): ReadonlySet<string> {
  writeServerFile(join(data, 'postgresql.conf'), Array.from(words, ([name, word]) => `${name} = '${word}'\n`).join(''));
  const { log } = readConfiguration(major, data);
  return new Set(Array.from(log.matchAll(/parameter "([^"]+)"/g), ([, name]) => name ?? ''));
}

/**
 * Adds to each enum the words it takes without advertising them: every word of every enum, and some more, is tried in
 * files of their own, one word for each parameter at a time. Leaves the running server as it is, but not its
 * postgresql.conf.
 */
export function withHiddenValues(server: PostgresServer, parameters: readonly Parameter[]): readonly Parameter[] {
  const enums = parameters.filter(
    ({ type, context }) => type === 'enum' && context !== 'internal' && context !== 'recovery',
  );
  const words = new Set([...spellings, '', ...enums.flatMap(({ values = [] }) => values)]);
  const hidden = new Map<string, string[]>(enums.map(({ name }) => [name, []]));
  for (const word of words) {
    const asked = new Map(enums.filter(({ values = [] }) => !values.includes(word)).map(({ name }) => [name, word]));
    const no = refused(server, asked);
    for (const name of asked.keys()) if (!no.has(name)) hidden.get(name)?.push(word);
  }
  return parameters.map((parameter) => {
    const found = hidden.get(parameter.name) ?? [];
    return found.length === 0 ? parameter : { ...parameter, hidden: found.toSorted() };
  });
}
