import * as l10n from '../l10n.ts';
import { passfileEntries } from './passfile.ts';
import { serviceNames } from './service-file.ts';
import type { ConnectWorld } from './world.ts';

/** A connection that libpq's own files or variables already describe. */
export interface LibpqEntry {
  readonly label: string;
  readonly conninfo: string;
  /** Where it was found. */
  readonly from: string;
}

/** A value of a connection string: quoted where it must be. */
export function conninfoValue(value: string): string {
  return /^[^\s'\\]+$/.test(value) ? value : `'${value.replace(/[\\']/g, String.raw`\$&`)}'`;
}

/** A connection string of the words that have a value. */
export function conninfoOf(words: readonly (readonly [keyword: string, value: string | undefined])[]): string {
  return words.flatMap(([keyword, value]) => (value ? [`${keyword}=${conninfoValue(value)}`] : [])).join(' ');
}

function fromEnvironment({ env }: ConnectWorld): readonly LibpqEntry[] {
  const variables = ['PGHOST', 'PGHOSTADDR', 'PGPORT', 'PGUSER', 'PGDATABASE'].filter((name) => env[name]);
  if (!env['PGHOST'] && !env['PGHOSTADDR']) return [];
  const conninfo = conninfoOf([
    ['host', env['PGHOST']],
    ['hostaddr', env['PGHOSTADDR']],
    ['port', env['PGPORT']],
    ['user', env['PGUSER']],
    ['dbname', env['PGDATABASE']],
  ]);
  return [{ label: conninfo, conninfo, from: variables.join(', ') }];
}

function fromServices(world: ConnectWorld): readonly LibpqEntry[] {
  return serviceNames(world).map(({ name, file }) => ({
    label: name,
    conninfo: `service=${conninfoValue(name)}`,
    from: l10n.t('service of {0}', file),
  }));
}

function fromPassfile(world: ConnectWorld): readonly LibpqEntry[] {
  return passfileEntries(world).map(({ host, port, database, user }) => {
    // A line for the database `replication` is for walreceivers; people look from an ordinary one.
    const dbname = database === 'replication' ? 'postgres' : database;
    const conninfo = conninfoOf([
      ['host', host],
      ['port', port],
      ['user', user],
      ['dbname', dbname],
    ]);
    return { label: conninfo, conninfo, from: 'passfile' };
  });
}

/** What the user's service files, `PG*` variables and passfile offer, without passwords and without doubles. */
export function libpqEntries(world: ConnectWorld): readonly LibpqEntry[] {
  const all = [...fromServices(world), ...fromEnvironment(world), ...fromPassfile(world)];
  return all.filter(({ conninfo }, index) => all.findIndex((other) => other.conninfo === conninfo) === index);
}
