import type { ServerKey } from '../connect/profile.ts';
import type { KnownServer } from './place-standbys.ts';
import { senderKind } from './sender-kind.ts';
import { keyParts, sameHost } from './server-key.ts';
import type { SeenServer, Subscription, WalSender } from './server-look.ts';

/** A subscription and the server that has it. */
export interface Subscriber {
  readonly server: ServerKey;
  readonly subscription: Subscription;
}

/** How likely a logical stream is that of a subscription: the slot must be its own; it streams under its own name. */
function scoreOf(sender: WalSender, subscriber: SeenServer, { slot, name, running }: Subscription): number {
  if (slot === undefined || slot !== sender.slot) return 0;
  const hosts = [subscriber.identity.address, keyParts(subscriber.key).host];
  const address = sender.clientAddress;
  const isThere = address !== undefined && hosts.some((host) => host !== undefined && sameHost(host, address));
  return 1 + (sender.applicationName === name ? 4 : 0) + (running ? 2 : 0) + (isThere ? 1 : 0);
}

/** The subscriptions that receive from logical WAL senders, of servers that are looked at. None is used twice. */
export function matchSubscriptions(servers: readonly KnownServer[]): ReadonlyMap<WalSender, Subscriber> {
  const seen = servers.flatMap((server) => server.seen ?? []);
  const candidates = seen.flatMap((publisher) =>
    publisher.walSenders
      .filter((sender) => senderKind(publisher, sender) === 'logical')
      .flatMap((sender) =>
        seen
          .filter(({ key, identity }) => key !== publisher.key && !identity.inRecovery)
          .flatMap((server) =>
            server.subscriptions.map((subscription) => ({
              sender,
              subscriber: { server: server.key, subscription },
              score: scoreOf(sender, server, subscription),
            })),
          ),
      ),
  );
  const matched = new Map<WalSender, Subscriber>();
  const used = new Set<Subscription>();
  for (const { sender, subscriber, score } of candidates.toSorted((a, b) => b.score - a.score)) {
    if (score === 0 || matched.has(sender) || used.has(subscriber.subscription)) continue;
    matched.set(sender, subscriber);
    used.add(subscriber.subscription);
  }
  return matched;
}
