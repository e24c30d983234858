import { dirname, join } from 'node:path';
import type { ServerPrograms } from './demo-cluster.ts';
import type { ProgramFinder } from './find-programs.ts';
import type { ProgramWorld } from './program-world.ts';
import { runProgram } from './run-program.ts';

/** Names a folder with postgres and initdb: `npm start` brings one from its packages. */
export const demoProgramsVariable = 'PG_REPLICATION_DEMO_PROGRAMS';

async function majorOf(world: ProgramWorld, program: string): Promise<number | undefined> {
  if (!(await world.isProgram(program))) return undefined;
  const { lines } = await runProgram(world, {
    program,
    arguments: ['--version'],
    signal: AbortSignal.timeout(5000),
    grace: 0,
  });
  const [, major] = /\(PostgreSQL\) (\d+)/.exec(lines.join('\n')) ?? [];
  return major === undefined ? undefined : Number(major);
}

/** A server's own programs: those of the variable, else the newest of this machine; undefined: there are none. */
export async function findServerPrograms(
  world: ProgramWorld,
  finder: ProgramFinder,
): Promise<ServerPrograms | undefined> {
  const extension = world.platform === 'win32' ? '.exe' : '';
  const named = world.env[demoProgramsVariable];
  const folders = [...(named ? [named] : []), ...(await finder.all('pg_ctl')).map(({ path }) => dirname(path))];
  for (const bin of folders) {
    const major = await majorOf(world, join(bin, `postgres${extension}`));
    if (major !== undefined && major >= 10 && (await world.isProgram(join(bin, `initdb${extension}`))))
      return { bin, major };
  }
  return undefined;
}
