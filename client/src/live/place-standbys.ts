import type { ServerKey } from '../connect/profile.ts';
import { sameSystem } from './same-server.ts';
import { senderKind } from './sender-kind.ts';
import { keyParts, sameHost } from './server-key.ts';
import type { SeenServer, WalReceiver, WalSender } from './server-look.ts';

/** A server of a cluster as it was last seen; `seen` is undefined if it never was. */
export interface KnownServer {
  readonly key: ServerKey;
  readonly reached: boolean;
  readonly seen: SeenServer | undefined;
}

/** Where a standby hangs; no `sender` if its upstream does not tell of it now. */
export interface Placement {
  readonly upstream: ServerKey;
  readonly sender: WalSender | undefined;
}

interface Candidate {
  readonly standby: SeenServer;
  /** Whether the standby answered in this look: one that is gone is hardly who a sender feeds. */
  readonly reached: boolean;
  readonly upstream: KnownServer;
  readonly sender: WalSender;
  readonly score: number;
}

/** The usual size of a WAL segment. */
const segment = 16n * 1024n * 1024n;

/** How well the address that a WAL receiver connected to is that of a server. */
function addressFit(
  { senderHost, senderPort }: WalReceiver,
  server: KnownServer,
): 'same' | 'port' | 'other' | 'unknown' {
  if (senderHost === undefined) return 'unknown';
  const { host, port } = keyParts(server.key);
  const identity = server.seen?.identity;
  const isKey = sameHost(senderHost, host) && senderPort === port;
  const isSelf = sameHost(senderHost, identity?.address ?? host) && senderPort === identity?.port;
  if (isKey || isSelf) return 'same';
  return senderPort === port || senderPort === identity?.port ? 'port' : 'other';
}

const addressScores = { same: 8, port: 2, other: -6, unknown: 0 } as const;

/** A receiver and a sender use the same slot, or neither has one. Undefined: they cannot belong together. */
function slotScore(receiver: WalReceiver, sender: WalSender): number | undefined {
  if (receiver.status === undefined) return 0;
  if (receiver.slot !== sender.slot) return undefined;
  return sender.slot === undefined ? 1 : 16;
}

function nameScore(standby: SeenServer, { applicationName: given }: WalReceiver, sender: WalSender): number {
  const expected = given ?? (standby.identity.clusterName || 'walreceiver');
  if (sender.applicationName === expected.slice(0, 63)) return given === undefined ? 2 : 4;
  return given === undefined ? -1 : -4;
}

function clientScore(standby: SeenServer, { clientAddress, clientHostname }: WalSender): number {
  if (clientAddress === undefined) return 0;
  const hosts = [standby.identity.address, keyParts(standby.key).host].filter((host) => host !== undefined);
  return hosts.some((host) => sameHost(host, clientAddress) || host === clientHostname) ? 4 : -1;
}

/** How likely a sender feeds a standby; undefined: it does not. */
function scoreOf(
  standby: SeenServer,
  receiver: WalReceiver,
  upstream: KnownServer,
  sender: WalSender,
): number | undefined {
  const slot = slotScore(receiver, sender);
  if (slot === undefined) return undefined;
  const address = addressScores[addressFit(receiver, upstream)];
  const reached = upstream.reached ? 2 : 0;
  return 1 + reached + address + slot + nameScore(standby, receiver, sender) + clientScore(standby, sender);
}

function candidatesOf(standby: SeenServer, servers: readonly KnownServer[]): readonly Candidate[] {
  const { walReceiver: receiver, key } = standby;
  const reached = servers.some((server) => server.key === key && server.reached);
  if (!receiver) return [];
  const others = servers.filter((server) => server.key !== key);
  const named = others.filter((server) => addressFit(receiver, server) === 'same');
  return (named.length > 0 ? named : others).flatMap((upstream) => {
    const { seen } = upstream;
    if (!seen || !sameSystem(seen, standby)) return [];
    const senders = seen.walSenders.filter((sender) => senderKind(seen, sender) === 'standby');
    return senders.flatMap((sender) => {
      const score = scoreOf(standby, receiver, upstream, sender) ?? 0;
      return score > 0 ? [{ standby, reached, upstream, sender, score }] : [];
    });
  });
}

/** How many segments of WAL lie between what a standby and its sender say: small differences are those of the moment. */
function distance({ standby, sender }: Candidate): number {
  const here = standby.wal.received ?? standby.wal.replayed;
  const there = sender.at.flush ?? sender.at.write ?? sender.at.sent;
  if (here === undefined || there === undefined) return 0;
  return Number((here > there ? here - there : there - here) / segment);
}

/** Milliseconds between the start of a standby and that of its sender: mostly short, and the same in every look. */
function startGap({ standby, sender }: Candidate): number {
  return Math.abs((sender.startedAt?.getTime() ?? 0) - standby.identity.startedAt.getTime());
}

function byLikelihood(a: Candidate, b: Candidate): number {
  const reached = Number(b.reached) - Number(a.reached);
  const near = distance(a) - distance(b) || startGap(a) - startGap(b) || a.sender.pid - b.sender.pid;
  return b.score - a.score || reached || near;
}

/** Pairs standbys and senders, the likeliest first; no sender and no standby is used twice. */
function pair(servers: readonly KnownServer[], standbys: readonly SeenServer[]): Map<ServerKey, Placement> {
  const placed = new Map<ServerKey, Placement>();
  const used = new Set<WalSender>();
  const candidates = standbys.flatMap((standby) => candidatesOf(standby, servers));
  for (const { standby, upstream, sender } of candidates.toSorted(byLikelihood)) {
    if (placed.has(standby.key) || used.has(sender)) continue;
    used.add(sender);
    placed.set(standby.key, { upstream: upstream.key, sender: upstream.reached ? sender : undefined });
  }
  return placed;
}

/** The place of a standby that no sender tells of: what its receiver named, or, while it is not reached, the one primary. */
function placeWithoutSender(standby: KnownServer, servers: readonly KnownServer[]): ServerKey | undefined {
  const { seen, key } = standby;
  if (!seen?.walReceiver) return undefined;
  const receiver = seen.walReceiver;
  const others = servers.filter((server) => server.key !== key && (!server.seen || sameSystem(server.seen, seen)));
  const named = others.find((server) => addressFit(receiver, server) === 'same');
  if (named || standby.reached) return named?.key;
  const primaries = others.filter((server) => server.reached && server.seen?.identity.inRecovery === false);
  return primaries.length === 1 ? primaries[0]?.key : undefined;
}

/** Standbys may stream in a circle once their primary is gone; a tree cannot. */
function breakCircles(placed: Map<ServerKey, Placement>, starts: readonly ServerKey[]): void {
  for (const start of starts) {
    const path = new Set<ServerKey>();
    for (let key: ServerKey | undefined = start; key !== undefined; key = placed.get(key)?.upstream) {
      if (path.has(key)) {
        placed.delete(key);
        break;
      }
      path.add(key);
    }
  }
}

/**
 * Where each standby hangs, by its key. Nobody says so in one word: the standby knows the address, slot and name it uses, the
 * upstream knows name, slot and address of who came; names of hosts and forwarded ports may hide that they are the same.
 * A standby without a WAL receiver hangs nowhere.
 */
export function placeStandbys(servers: readonly KnownServer[]): ReadonlyMap<ServerKey, Placement> {
  const standbys = servers.filter(({ seen }) => seen?.identity.inRecovery === true);
  const placed = pair(
    servers,
    standbys.flatMap(({ seen }) => seen ?? []),
  );
  for (const standby of standbys) {
    const upstream = placed.has(standby.key) ? undefined : placeWithoutSender(standby, servers);
    if (upstream !== undefined) placed.set(standby.key, { upstream, sender: undefined });
  }
  breakCircles(
    placed,
    standbys.map(({ key }) => key),
  );
  return placed;
}
