import { resolve } from 'node:path';
import { buildTopology, lintTopology, type Major, type PlacedServer, RememberedFiles } from '../../core/src/index.ts';
import type { Job } from './find-servers.ts';
import { inOrder, isInFile, type Linted, readJob } from './lint-folder.ts';
import type { NodeFiles } from './node-files.ts';
import type { Projects } from './projects.ts';

/**
 * What is wrong between the servers of each project (those of no project count as one), for each server what stands in its
 * files; only servers with findings. The servers are read once more, so that a run without standbys keeps none in memory.
 */
export async function lintBetween(
  files: NodeFiles,
  jobs: readonly Job[],
  projects: Projects,
  forced: Major | undefined,
): Promise<readonly Linted[]> {
  const byProject = new Map<string, PlacedServer[]>();
  for (const job of jobs) {
    const config = await readJob({ files: new RememberedFiles(files), projects, forced }, job);
    const folder = resolve(job.folder);
    const placement = (await projects.serverOf(folder))?.placement ?? {};
    const root = await projects.rootOf(folder);
    byProject.set(root, [...(byProject.get(root) ?? []), { config, placement }]);
  }
  const told: Linted[] = [];
  for (const servers of byProject.values()) {
    const [first] = servers;
    if (!first) continue;
    const choice = await projects.choiceOf(resolve(first.config.folder));
    const found = lintTopology(buildTopology(servers), choice).filter(isInFile);
    for (const { config: server } of servers) {
      const uris = server.files.map(({ uri }) => uri);
      const findings = found.filter(({ at }) => uris.includes(at.uri));
      if (findings.length > 0) told.push({ server, findings: findings.toSorted(inOrder(uris)) });
    }
  }
  return told;
}
