import { serverKey } from './node-parameters.ts';
import { passfileEntries } from './passfile.ts';
import { serviceNames } from './service-file.ts';
import type { ConnectWorld } from './world.ts';

/** A way to reach a server that libpq's own files and variables know. */
export interface LibpqEntry {
  readonly label: string;
  /** Without a password: that is found where it is, each time. */
  readonly conninfo: string;
  /** Where it was found: `PG* variables`, or a file. */
  readonly from: string;
}

/** A connection string of keywords; what has no value is left out. */
export function conninfoOf(words: readonly (readonly [string, string | undefined])[]): string {
  const quoted = (value: string) =>
    /^[^\s'\\]+$/.test(value) ? value : `'${value.replace(/['\\]/g, String.raw`\$&`)}'`;
  return words.flatMap(([keyword, value]) => (value ? [`${keyword}=${quoted(value)}`] : [])).join(' ');
}

function fromEnvironment({ env }: ConnectWorld): readonly LibpqEntry[] {
  const { PGHOST: host, PGHOSTADDR: hostaddr, PGPORT: port, PGUSER: user, PGDATABASE: dbname } = env;
  if (!host && !hostaddr && !port) return [];
  const conninfo = conninfoOf([
    ['host', host],
    ['hostaddr', hostaddr],
    ['port', port],
    ['user', user],
    ['dbname', dbname],
  ]);
  return [{ label: `${host || hostaddr || 'default host'}:${port || '5432'}`, conninfo, from: 'PG* variables' }];
}

function fromPassfile(world: ConnectWorld): readonly LibpqEntry[] {
  return passfileEntries(world).map(({ host, port, database, user }) => {
    const dbname = database === 'replication' ? undefined : database;
    const conninfo = conninfoOf([
      ['host', host],
      ['port', port],
      ['user', user],
      ['dbname', dbname],
    ]);
    return { label: `${user} on ${serverKey(host, Number(port ?? 5432))}`, conninfo, from: 'passfile' };
  });
}

/** Everything that libpq's files and variables offer to connect to, each conninfo once; [] where there is nothing. */
export function libpqEntries(world: ConnectWorld): readonly LibpqEntry[] {
  const services = serviceNames(world).map(({ name, file }) => ({
    label: name,
    conninfo: conninfoOf([['service', name]]),
    from: file,
  }));
  const all = [...services, ...fromEnvironment(world), ...fromPassfile(world)];
  return [...new Map(all.map((entry) => [entry.conninfo, entry])).values()];
}
