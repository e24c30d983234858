import { resolve } from 'node:path';
import { buildTopology, type Major, type PlacedServer, RememberedFiles, type Topology } from '../../core/src/index.ts';
import type { Job } from './find-servers.ts';
import { readJob } from './lint-folder.ts';
import type { NodeFiles } from './node-files.ts';
import type { Projects } from './projects.ts';

/** The servers of the jobs, those of each project together; those of no project count as one. */
export async function readTopologies(
  files: NodeFiles,
  jobs: readonly Job[],
  projects: Projects,
  forced: Major | undefined,
): Promise<readonly Topology[]> {
  const byProject = new Map<string, PlacedServer[]>();
  for (const job of jobs) {
    const config = await readJob({ files: new RememberedFiles(files), projects, forced }, job);
    const folder = resolve(job.folder);
    const placement = (await projects.serverOf(folder))?.placement ?? {};
    const root = await projects.rootOf(folder);
    const beside = byProject.get(root);
    if (beside) beside.push({ config, placement });
    else byProject.set(root, [{ config, placement }]);
  }
  return [...byProject.values()].map(buildTopology);
}
