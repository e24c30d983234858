import type { ClientProgram, ProgramName, ProgramNeed } from './find-programs.ts';
import type { ProgramWorld } from './program-world.ts';

/** Programs that packagers put with the server; the others are with the clients. */
const withServer: readonly ProgramName[] = ['pg_ctl', 'pg_rewind', 'pg_createsubscriber', 'pg_combinebackup'];

async function howToInstall(world: ProgramWorld, name: ProgramName, major: number): Promise<string> {
  const isServer = withServer.includes(name);
  if (world.platform === 'darwin') return `install it with: brew install postgresql@${major}`;
  if (world.platform === 'win32')
    return `install PostgreSQL ${major} with its installer from postgresql.org, command line tools included`;
  const etc = await world.listFolder('/etc');
  if (etc.includes('debian_version'))
    return `install it with: apt install postgresql-${isServer ? '' : 'client-'}${major} (from apt.postgresql.org if the distribution has no ${major})`;
  if (etc.includes('redhat-release'))
    return `install it with: dnf install postgresql${major}${isServer ? '-server' : ''} (from yum.postgresql.org)`;
  return `install the ${isServer ? 'server' : 'client programs'} of PostgreSQL ${major} with your package manager`;
}

/** One sentence: which program is missing, what is there instead, how to get it. */
export async function missingProgram(
  world: ProgramWorld,
  name: ProgramName,
  { major, fit }: ProgramNeed,
  found: readonly ClientProgram[],
): Promise<string> {
  const wanted = fit === 'same' ? `${name} ${major}` : `${name} ${major} or newer`;
  const others = [...new Set(found.map((program) => program.major))].join(', ');
  const instead = others === '' ? '' : ` (found: ${others})`;
  const how = await howToInstall(world, name, major);
  return `No ${wanted} was found${instead}: ${how}, or name its folder in the setting pgReplication.programs.`;
}
