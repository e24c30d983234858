import { resolve } from 'node:path';
import { lintTopology, type Major } from '../../core/src/index.ts';
import type { Job } from './find-servers.ts';
import { inOrder, isInFile, type Linted } from './lint-folder.ts';
import type { NodeFiles } from './node-files.ts';
import type { Projects } from './projects.ts';
import { readTopologies } from './read-topologies.ts';

/**
 * What is wrong between the servers of each project, for each server what stands in its files; only servers with findings.
 * The servers are read once more, so that a run without standbys keeps none in memory.
 */
export async function lintBetween(
  files: NodeFiles,
  jobs: readonly Job[],
  projects: Projects,
  forced: Major | undefined,
): Promise<readonly Linted[]> {
  const told: Linted[] = [];
  for (const topology of await readTopologies(files, jobs, projects, forced)) {
    const [first] = topology.servers;
    if (!first) continue;
    const choice = await projects.choiceOf(resolve(first.config.folder));
    const found = lintTopology(topology, choice).filter(isInFile);
    for (const { config: server } of topology.servers) {
      const uris = server.files.map(({ uri }) => uri);
      const findings = found.filter(({ at }) => uris.includes(at.uri));
      if (findings.length > 0) told.push({ server, findings: findings.toSorted(inOrder(uris)) });
    }
  }
  return told;
}
