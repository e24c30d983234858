import { drawTopology } from '../../core/src/index.ts';
import { findServers, type Job } from './find-servers.ts';
import type { NodeFiles } from './node-files.ts';
import type { Projects } from './projects.ts';
import { readTopologies } from './read-topologies.ts';

/** What `topology` prints: a Mermaid flowchart for each project; throws where a path is missing or nothing is found. */
export async function draw(files: NodeFiles, paths: readonly string[], projects: Projects): Promise<string> {
  const jobs: Job[] = [];
  for (const job of findServers(files, paths, new Set())) {
    if ('missing' in job) throw new Error(`${job.missing} does not exist`);
    if (job.file === undefined) jobs.push(job);
  }
  if (jobs.length === 0) throw new Error('no PostgreSQL configuration found');
  return (await readTopologies(files, jobs, projects, undefined)).map(drawTopology).join('\n');
}
