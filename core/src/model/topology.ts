import { conninfoInForce, looksLikeConninfo, parseConninfo } from '../syntax/conninfo.ts';
import { conninfoList } from '../syntax/conninfo-entry.ts';
import { groupBy } from '../text/group-by.ts';
import { parentOf } from '../text/uri.ts';
import { isFilledIn } from './filled-in.ts';
import type { ServerConfig } from './server-config.ts';

/** Where pg-replication.json says that a server stands among others; each part may be left out. */
export interface Placement {
  /** Names and addresses under which others reach it. */
  readonly hosts?: readonly string[];
  readonly port?: number;
  /** The name of the server that it streams from. */
  readonly upstream?: string;
}

/** A server with what the project file says of its place. */
export interface PlacedServer {
  readonly config: ServerConfig;
  readonly placement: Placement;
}

/**
 * Why a standby is taken to stream from another server. `declared`: the project file says so, by an upstream or by hosts;
 * `named`: its conninfo names the folder of one server, or the port of one beside it; `alone`: a primary is the only server
 * beside it. What is not declared is a guess.
 */
export type Evidence = 'declared' | 'named' | 'alone';

/** A standby and the server that it streams from. */
export interface Link {
  readonly downstream: PlacedServer;
  readonly upstream: PlacedServer;
  readonly evidence: Evidence;
}

/** Servers that are looked at together, and who streams from whom as far as their files tell. */
export interface Topology {
  readonly servers: readonly PlacedServer[];
  /** At most one for each downstream server. */
  readonly links: readonly Link[];
}

/** One place that a conninfo leads to. */
interface Target {
  readonly host: string;
  readonly port: number;
}

const defaultPort = '5432';
const loopback = /^(?:localhost|127(?:\.\d+){3}|::1)?$/i;

/** Whether a host is the machine itself, by its loopback addresses or by a socket. */
function isOfThisMachine(host: string): boolean {
  return loopback.test(host) || host.startsWith('/') || host.startsWith('@');
}

/** Where a standby's conninfo leads, in its order; [] where files cannot tell (a service, a template, a refused string). */
function targetsOf(standby: ServerConfig): readonly Target[] {
  const known = targets.get(standby) ?? readTargets(standby);
  targets.set(standby, known);
  return known;
}

/** Servers stay the same while others change. */
const targets = new WeakMap<ServerConfig, readonly Target[]>();

function readTargets(standby: ServerConfig): readonly Target[] {
  const { value } = standby.setting('primary_conninfo');
  if (!looksLikeConninfo(value) || isFilledIn(standby, 'primary_conninfo')) return [];
  const { entries, problems } = parseConninfo(value, standby.catalog.major);
  const keywords = conninfoInForce(entries);
  if (problems.length > 0 || keywords.has('service')) return [];
  const listOf = (keyword: string) => conninfoList(keywords.get(keyword)?.value);
  const [names, addresses, ports] = [listOf('host'), listOf('hostaddr'), listOf('port')];
  const count = Math.max(names.length, addresses.length, 1);
  return Array.from({ length: count }, (_, at) => ({
    host: names[at] || addresses[at] || '',
    port: Number(ports[ports.length === 1 ? 0 : at] || defaultPort),
  }));
}

/** Whether a server may listen on a port: where neither the project nor a whole postgresql.conf says, on any. */
function mayListenOn({ config, placement }: PlacedServer, port: number): boolean {
  if (placement.port !== undefined) return placement.port === port;
  return (
    isFilledIn(config, 'port') || (!config.complete && !config.setting('port').at) || config.number('port') === port
  );
}

/** Servers by what others may call them: a workspace can hold a thousand. All words in small letters. */
class Directory {
  readonly #byName: ReadonlyMap<string, readonly PlacedServer[]>;
  readonly #byFolder: ReadonlyMap<string, readonly PlacedServer[]>;
  readonly #byHost = new Map<string, PlacedServer[]>();
  readonly #byWord = new Map<string, PlacedServer[]>();

  constructor(servers: readonly PlacedServer[]) {
    this.#byName = groupBy(servers, ({ config }) => config.name);
    this.#byFolder = groupBy(servers, ({ config }) => parentOf(config.folder));
    for (const server of servers) {
      const { config, placement } = server;
      for (const host of lowerCase(placement.hosts ?? [])) enter(this.#byHost, host, server);
      for (const word of lowerCase([config.name, ...config.folder.split('/')])) enter(this.#byWord, word, server);
    }
  }

  /** Servers of exactly this name. */
  named(name: string | undefined): readonly PlacedServer[] {
    return name === undefined ? [] : (this.#byName.get(name) ?? []);
  }

  /** Servers whose folders lie beside that of a server. */
  beside({ folder }: ServerConfig): readonly PlacedServer[] {
    return this.#byFolder.get(parentOf(folder)) ?? [];
  }

  /** Servers that the project gives this host. */
  at(host: string): readonly PlacedServer[] {
    return this.#byHost.get(host.toLowerCase()) ?? [];
  }

  /** Servers that are called, or whose files lie in a folder called, as a host or as a word of its first part (`shop-standby.example`). */
  called(host: string): readonly PlacedServer[] {
    const name = host.toLowerCase();
    const [label = ''] = name.split('.');
    const words = new Set([name, label, ...label.split(/[-_]/)]);
    return [...new Set([...words].flatMap((word) => this.#byWord.get(word) ?? []))];
  }
}

function lowerCase(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.filter((word) => word !== '').map((word) => word.toLowerCase()));
}

function enter(map: Map<string, PlacedServer[]>, word: string, server: PlacedServer): void {
  const known = map.get(word);
  if (known) known.push(server);
  else map.set(word, [server]);
}

function only<Item>(items: readonly Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/** Of several candidates the one that is a primary, as a list of hosts for a failover names it. */
function choose(found: ReadonlySet<PlacedServer>): PlacedServer | undefined {
  const all = [...found];
  return only(all) ?? only(all.filter(({ config }) => config.role === 'primary'));
}

function linkOf(downstream: PlacedServer, directory: Directory): Link | undefined {
  const { config, placement } = downstream;
  if (config.role !== 'standby' || config.setting('primary_conninfo').value === '') return undefined;
  const others = (servers: readonly PlacedServer[]) => servers.filter((it) => it.config.folder !== config.folder);
  const declared = only(others(directory.named(placement.upstream)));
  if (declared) return { downstream, upstream: declared, evidence: 'declared' };
  const targets = targetsOf(config);
  if (targets.length === 0) return undefined;
  const reached = (candidates: (target: Target) => readonly PlacedServer[]) =>
    choose(
      new Set(
        targets.flatMap(
          (target) => only(others(candidates(target)).filter((it) => mayListenOn(it, target.port))) ?? [],
        ),
      ),
    );
  const byHost = reached(({ host }) => directory.at(host));
  if (byHost) return { downstream, upstream: byHost, evidence: 'declared' };
  const beside = others(directory.beside(config));
  const isLocal = targets.every(({ host }) => isOfThisMachine(host));
  const named = isLocal
    ? reached(() => beside.filter((it) => it.config.complete))
    : reached(({ host }) => (isOfThisMachine(host) ? [] : directory.called(host)));
  if (named) return { downstream, upstream: named, evidence: 'named' };
  const alone = only(beside);
  const isPrimary = alone?.config.complete && alone.config.role === 'primary';
  return !isLocal && isPrimary && targets.every(({ port }) => mayListenOn(alone, port))
    ? { downstream, upstream: alone, evidence: 'alone' }
    : undefined;
}

/** Finds out who streams from whom. Never throws; what the files leave open is no link. */
export function buildTopology(servers: readonly PlacedServer[]): Topology {
  const directory = new Directory(servers);
  const links = servers.flatMap((server) => linkOf(server, directory) ?? []);
  return { servers, links };
}

/** The primary at the top of a standby's upstreams; `declared` only if each link on the way is. Undefined where none is reached. */
export function primaryAbove(topology: Topology, link: Link): Pick<Link, 'upstream' | 'evidence'> | undefined {
  const seen = new Set([link.downstream]);
  let at = link;
  let { evidence } = link;
  while (!seen.has(at.upstream)) {
    seen.add(at.upstream);
    if (at.evidence !== 'declared') evidence = at.evidence;
    if (at.upstream.config.role === 'primary') return { upstream: at.upstream, evidence };
    const next = topology.links.find(({ downstream }) => downstream === at.upstream);
    if (!next) return undefined;
    at = next;
  }
  return undefined;
}
