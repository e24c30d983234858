import * as l10n from '../l10n.ts';
import type { ClientProgram, ProgramName, ProgramNeed } from './find-programs.ts';
import type { ProgramWorld } from './program-world.ts';

/** Programs that packagers put with the server; the others are with the clients. */
const withServer: readonly ProgramName[] = ['pg_ctl', 'pg_rewind', 'pg_createsubscriber', 'pg_combinebackup'];

async function howToInstall(world: ProgramWorld, name: ProgramName, major: number): Promise<string> {
  const isServer = withServer.includes(name);
  if (world.platform === 'darwin') return l10n.t('install it with: brew install postgresql@{0}', major);
  if (world.platform === 'win32')
    return l10n.t('install PostgreSQL {0} with its installer from postgresql.org, command line tools included', major);
  const etc = await world.listFolder('/etc');
  if (etc.includes('debian_version'))
    return l10n.t(
      'install it with: apt install postgresql-{0}{1} (from apt.postgresql.org if the distribution has no {2})',
      isServer ? '' : 'client-',
      major,
      major,
    );
  if (etc.includes('redhat-release'))
    return l10n.t(
      'install it with: dnf install postgresql{0}{1} (from yum.postgresql.org)',
      major,
      isServer ? '-server' : '',
    );
  return l10n.t(
    'install the {0} of PostgreSQL {1} with your package manager',
    isServer ? 'server' : l10n.t('client programs'),
    major,
  );
}

/** One sentence: which program is missing, what is there instead, how to get it. */
export async function missingProgram(
  world: ProgramWorld,
  name: ProgramName,
  { major, fit }: ProgramNeed,
  found: readonly ClientProgram[],
): Promise<string> {
  const wanted = fit === 'same' ? `${name} ${major}` : l10n.t('{0} {1} or newer', name, major);
  const others = [...new Set(found.map((program) => program.major))].join(', ');
  const instead = others === '' ? '' : l10n.t(' (found: {0})', others);
  const how = await howToInstall(world, name, major);
  return l10n.t(
    'No {0} was found{1}: {2}, or name its folder in the setting pgReplication.programs.',
    wanted,
    instead,
    how,
  );
}
