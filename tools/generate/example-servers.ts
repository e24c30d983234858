import type { Major } from '../../core/src/catalog/parameter.ts';
import { readServer } from '../../core/src/model/read-server.ts';
import { buildTopology, type Topology } from '../../core/src/model/topology.ts';
import type { Example } from '../../core/src/rules/rule.ts';
import type { Files } from '../../core/src/text/files.ts';

/** Any of these lies in the folder of a server. */
const marks =
  /\/(?:postgresql(?:\.auto)?\.conf|recovery\.conf|pg_hba\.conf|pg_ident\.conf|standby\.signal|recovery\.signal)$/;

/** The servers of a rule's example: that of `folder`, or where no file of one lies there, one for each folder in it. */
export async function readExample(
  files: Files,
  folder: string,
  paths: readonly string[],
  { declaredRole: role, placements = {} }: Pick<Example, 'declaredRole' | 'placements'>,
  major: Major,
): Promise<Topology> {
  const homes = [
    ...new Set(paths.filter((path) => marks.test(path)).map((path) => path.slice(0, path.lastIndexOf('/')))),
  ];
  const own = homes.length === 0 || homes.includes(folder) ? [folder] : homes;
  const servers = own.map(async (home) => ({
    config: await readServer(files, home, { major, ...(role !== undefined && { role }) }),
    placement: placements[home.slice(folder.length + 1)] ?? {},
  }));
  return buildTopology(await Promise.all(servers));
}
