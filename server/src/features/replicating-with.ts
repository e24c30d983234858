import { conninfoInForce, conninfoList, parseConninfo, type ServerConfig } from '../../../core/src/index.ts';
import { isSameName, type Occurrence } from './name-occurrence.ts';
import { nearness } from './switch-replication.ts';

type NamesOf = (server: ServerConfig) => readonly Occurrence[];

/**
 * The server and those that surely replicate with it, over however many steps. Which server a standby streams from is told
 * by the folders where one primary is nearer than all others; of several in one folder by what the files say: a host of
 * `primary_conninfo` that is a server's name, a standby's name in `synchronous_standby_names`. What could be of two systems
 * is of none: a name of the other must not be touched.
 */
export function replicatingWith(
  server: ServerConfig,
  all: readonly ServerConfig[],
  namesOf: NamesOf,
): readonly ServerConfig[] {
  const links = all.flatMap((one) => upstreamsOf(one, all, namesOf).map((other) => [one, other] as const));
  const group = new Set([server]);
  // Whom the loop adds it comes to as well.
  for (const member of group)
    for (const [one, other] of links) {
      if (one === member) group.add(other);
      if (other === member) group.add(one);
    }
  return [...group];
}

function upstreamsOf(one: ServerConfig, all: readonly ServerConfig[], namesOf: NamesOf): readonly ServerConfig[] {
  if (one.role === 'recovery') return [];
  const others = all.filter((other) => other.folder !== one.folder);
  if (one.role === 'primary') return one.roleIsKnown ? [] : peersOf(one, nearestOf(one, others), namesOf);
  const primaries = nearestOf(
    one,
    others.filter(({ role, complete }) => role === 'primary' && complete),
  );
  if (primaries.length < 2) return primaries;
  const hosts = hostsOf(one);
  const named = primaries.filter(({ name }) => hosts.has(name));
  if (named.length > 0) return named.length === 1 ? named : [];
  const listing = primaries.filter((primary) => lists(primary, one, namesOf));
  return listing.length === 1 ? listing : [];
}

/** Of servers of which nothing says what they are: those it would follow, and those that it and they list by names of their own. */
function peersOf(one: ServerConfig, near: readonly ServerConfig[], namesOf: NamesOf): readonly ServerConfig[] {
  const hosts = hostsOf(one);
  const isKnownByOneName = (server: ServerConfig) =>
    [one, ...near].every((other) => other === server || !sharesName(server, other, namesOf));
  return near.filter(
    (other) =>
      hosts.has(other.name) ||
      (lists(other, one, namesOf) && lists(one, other, namesOf) && isKnownByOneName(one) && isKnownByOneName(other)),
  );
}

/** Those with which a server has the most folders in common. */
function nearestOf({ folder }: ServerConfig, others: readonly ServerConfig[]): readonly ServerConfig[] {
  const most = others.reduce((found, other) => Math.max(found, nearness(other.folder, folder)), 0);
  return others.filter((other) => nearness(other.folder, folder) === most);
}

/** The hosts of `primary_conninfo`, each also without its domain. */
function hostsOf(server: ServerConfig): ReadonlySet<string> {
  const { entries } = parseConninfo(server.setting('primary_conninfo').value, server.catalog.major);
  const hosts = conninfoList(conninfoInForce(entries).get('host')?.value) ?? [];
  return new Set([...hosts, ...hosts.map((host) => /^[a-z][^.]*(?=\.)/i.exec(host)?.[0] ?? host)]);
}

/** The names by which it is known as a standby. */
function ownNames(server: ServerConfig, namesOf: NamesOf): readonly Occurrence[] {
  return namesOf(server).filter(({ kind, defines }) => kind === 'standby' && defines);
}

function lists(server: ServerConfig, standby: ServerConfig, namesOf: NamesOf): boolean {
  const own = ownNames(standby, namesOf);
  return namesOf(server).some(
    (name) => name.kind === 'standby' && !name.defines && own.some((it) => isSameName(it, name)),
  );
}

function sharesName(one: ServerConfig, other: ServerConfig, namesOf: NamesOf): boolean {
  const own = ownNames(one, namesOf);
  return ownNames(other, namesOf).some((name) => own.some((it) => isSameName(it, name)));
}
