import { lastSeen } from './last-seen.ts';
import { isSameServer } from './same-server.ts';
import { keyParts, sameHost } from './server-key.ts';
import type { ClusterServer, FoundServer } from './topology.ts';

/** Whether a server of the profile that has no place yet could be the one at this host. */
function mayBeKnown(host: string, hostname: string | undefined, servers: readonly ClusterServer[]): boolean {
  return servers.some(({ key, role, feed, look }) => {
    if (feed || role === 'primary') return false;
    const own = [keyParts(key).host, lastSeen(look)?.identity.address];
    return own.some((it) => it !== undefined && (sameHost(it, host) || it === hostname));
  });
}

function standbysOf(server: ClusterServer, servers: readonly ClusterServer[]): readonly FoundServer[] {
  return server.links.flatMap(({ kind, downstream, sender }) => {
    if (kind !== 'standby' || downstream !== undefined || sender.state === undefined) return [];
    // Without an address it came through a Unix socket: it is where its upstream is.
    const host = sender.clientAddress ?? keyParts(server.key).host;
    if (mayBeKnown(host, sender.clientHostname, servers)) return [];
    return [{ host, port: undefined, name: sender.applicationName, from: server.key, relation: 'standby' }];
  });
}

function upstreamOf({ key, name, role, upstream, look }: ClusterServer): readonly FoundServer[] {
  const receiver = lastSeen(look)?.walReceiver;
  if (role !== 'standby' || upstream !== undefined || receiver?.senderHost === undefined) return [];
  const { senderHost: host, senderPort: port } = receiver;
  return [{ host, port, name: `upstream of ${name}`, from: key, relation: 'upstream' }];
}

/** Whether an earlier server of the list is the same one, reached another way: then that one is asked. */
function isRepeated({ look }: ClusterServer, before: readonly ClusterServer[]): boolean {
  const seen = lastSeen(look);
  return before.some((other) => {
    const earlier = lastSeen(other.look);
    return seen !== undefined && earlier !== undefined && isSameServer(seen, earlier);
  });
}

/** Servers that the profile does not list: standbys by their WAL senders, upstreams by the WAL receivers. */
export function findServers(servers: readonly ClusterServer[]): readonly FoundServer[] {
  const found = new Map<string, FoundServer>();
  for (const [index, server] of servers.entries()) {
    if (isRepeated(server, servers.slice(0, index))) continue;
    for (const it of [...upstreamOf(server), ...standbysOf(server, servers)]) {
      const name = it.relation === 'standby' ? it.name : '';
      found.set([it.relation, it.host, it.port ?? '', name].join(' '), it);
    }
  }
  return [...found.values()];
}
