import type { Parameter } from '../../core/src/catalog/parameter.ts';
import type { PostgresServer } from '../postgres/postgres-server.ts';
import { isOfSomeMinors, withoutPlatform } from './platform-values.ts';
import { type HbaWord, readHbaFacts } from './read-hba-facts.ts';
import { withHiddenValues } from './read-hidden-values.ts';
import { readNames, type ServerName } from './read-names.ts';
import { readParameters } from './read-parameters.ts';
import { unlistedParameters } from './unlisted-parameters.ts';

/** All that is read off the servers of one major. */
export interface MajorFacts {
  readonly parameters: readonly Parameter[];
  readonly hba: readonly HbaWord[];
  readonly names: readonly ServerName[];
}

/** Reads all of a throw-away server, which loses its configuration files by that; takes about five seconds. */
export async function readMajor(server: PostgresServer): Promise<MajorFacts> {
  const { major } = server;
  const listed = (await readParameters(server))
    .filter((parameter) => !isOfSomeMinors(parameter, major))
    .map((parameter) => withoutPlatform(parameter, major));
  return {
    parameters: [...withHiddenValues(server, listed), ...unlistedParameters(major)],
    hba: await readHbaFacts(server),
    names: await readNames(server),
  };
}
