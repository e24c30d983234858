import type { ClusterProfile, ServerKey } from '../connect/profile.ts';
import { findServers } from './find-servers.ts';
import { behindPrimary, lagOf } from './lag-of.ts';
import { lastSeen } from './last-seen.ts';
import { matchSubscriptions, type Subscriber } from './match-subscriptions.ts';
import { missedStandbys } from './missed-standbys.ts';
import { type KnownServer, type Placement, placeStandbys } from './place-standbys.ts';
import { senderKind, slotOf } from './sender-kind.ts';
import type { Look, SeenServer, WalSender } from './server-look.ts';
import { serverNames } from './server-names.ts';
import type { ClusterServer, ClusterTopology, Level, Link, SenderKind, Trouble } from './topology.ts';
import { findTroubles } from './troubles/find-troubles.ts';

const kindOrder: readonly SenderKind[] = ['standby', 'logical', 'walArchive', 'baseBackup'];
const levels: readonly Level[] = ['ok', 'information', 'warning', 'error'];

/** What all senders of a cluster serve. */
interface Receivers {
  readonly standbys: ReadonlyMap<WalSender, ServerKey>;
  readonly subscribers: ReadonlyMap<WalSender, Subscriber>;
}

function linkOf(upstream: SeenServer, sender: WalSender, { standbys, subscribers }: Receivers): Link {
  const subscriber = subscribers.get(sender);
  return {
    upstream: upstream.key,
    sender,
    kind: senderKind(upstream, sender),
    lag: lagOf(upstream, sender),
    slot: slotOf(upstream, sender),
    downstream: standbys.get(sender) ?? subscriber?.server,
    subscription: subscriber?.subscription,
  };
}

/** The streams from a server; what was seen before of one that is not reached says nothing of now. */
function linksFrom(look: Look, receivers: Receivers): readonly Link[] {
  if (!look.reached) return [];
  const links = look.walSenders.map((sender) => linkOf(look, sender, receivers));
  return links.toSorted((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind));
}

function roleOf(seen: SeenServer | undefined): ClusterServer['role'] {
  if (!seen) return 'unknown';
  return seen.identity.inRecovery ? 'standby' : 'primary';
}

/** The primary at the end of the chain of upstreams, where it is further than one stream away; looked at now, both of them. */
function distantPrimary(look: Look, looks: ReadonlyMap<ServerKey, Look>, placed: ReadonlyMap<ServerKey, Placement>) {
  const chain = new Set([look.key]);
  for (let key = placed.get(look.key)?.upstream; key !== undefined && !chain.has(key); ) {
    chain.add(key);
    const above = looks.get(key);
    if (!above?.reached) return undefined;
    if (!above.identity.inRecovery) return chain.size > 2 ? above : undefined;
    key = placed.get(key)?.upstream;
  }
  return undefined;
}

function receiversOf(placed: ReadonlyMap<ServerKey, Placement>, servers: readonly KnownServer[]): Receivers {
  const standbys = new Map<WalSender, ServerKey>();
  for (const [key, { sender }] of placed) if (sender) standbys.set(sender, key);
  return { standbys, subscribers: matchSubscriptions(servers) };
}

function worstOf(troubles: readonly Trouble[]): Level {
  return levels[Math.max(0, ...troubles.map(({ level }) => levels.indexOf(level)))] ?? 'ok';
}

/**
 * Makes one cluster of the newest looks at its servers, in their order: who streams from whom, how far behind, what is not as
 * it should be. A server that was not reached keeps the role and place it had when it was last seen. Roles are taken from
 * the looks alone, so a failover shows in the first topology after it. `before` is what was made of the looks before.
 */
export function buildTopology(
  profile: ClusterProfile,
  looks: ReadonlyMap<ServerKey, Look>,
  now: Date,
  before?: ClusterTopology,
): ClusterTopology {
  const known = [...looks].map(([key, look]) => ({ key, reached: look.reached, seen: lastSeen(look) }));
  const placed = placeStandbys(known);
  const names = serverNames(known, placed);
  const receivers = receiversOf(placed, known);
  const links = new Map([...looks].map(([key, look]) => [key, linksFrom(look, receivers)]));
  const feeds = new Map([...links.values()].flat().map((link) => [link.sender, link]));
  const servers = [...looks].map(([key, look]): ClusterServer => {
    const place = placed.get(key);
    const primary = look.reached ? distantPrimary(look, looks, placed) : undefined;
    return {
      key,
      name: names.get(key) ?? key,
      look,
      role: roleOf(lastSeen(look)),
      upstream: place?.upstream,
      feed: place?.sender && feeds.get(place.sender),
      behindPrimary: primary && look.reached ? behindPrimary(primary, look) : undefined,
      links: links.get(key) ?? [],
    };
  });
  const found = findServers(servers);
  const missed = missedStandbys(before, { found, servers }, now);
  const troubles = findTroubles({ profile, servers, missed, now });
  return { servers, found, missed, troubles, level: worstOf(troubles) };
}
