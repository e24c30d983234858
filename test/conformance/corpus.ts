import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findServers } from '../../cli/src/find-servers.ts';
import { type Linted, lintFolder } from '../../cli/src/lint-folder.ts';
import { NodeFiles } from '../../cli/src/node-files.ts';
import { Projects } from '../../cli/src/projects.ts';

const corpus = join(import.meta.dirname, '../fixtures');

/** The names of the set-ups. */
export const corpusCases: readonly string[] = readdirSync(corpus, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** Every server of one case, with what we say of it. */
export async function serversOf(name: string): Promise<readonly Linted[]> {
  const files = new NodeFiles();
  const found: Linted[] = [];
  for (const job of findServers(files, [join(corpus, name)], new Set())) {
    if (!('missing' in job)) found.push(await lintFolder(files, job, new Projects(() => {}), undefined));
  }
  return found;
}
