import type { ServerKey } from '../connect/profile.ts';
import type { KnownServer, Placement } from './place-standbys.ts';

/** What a standby is called that gives no name of its own. */
const noName = 'walreceiver';

function countOf(names: readonly (string | undefined)[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** What people call each server: its cluster_name, else the name it streams under, if no other has it; else its key. */
export function serverNames(
  servers: readonly KnownServer[],
  placed: ReadonlyMap<ServerKey, Placement>,
): ReadonlyMap<ServerKey, string> {
  const streamName = ({ key, seen }: KnownServer) => {
    const name = placed.get(key)?.sender?.applicationName ?? seen?.walReceiver?.applicationName;
    return name === noName ? undefined : name;
  };
  const first = servers.map((server) => server.seen?.identity.clusterName || streamName(server));
  const second = servers.map(streamName);
  const counts = countOf(first);
  const names = new Map<ServerKey, string>();
  const taken = new Set<string>(servers.map(({ key }) => key));
  for (const [index, { key }] of servers.entries()) {
    const wanted = [first[index], second[index]].find(
      (name) => name && !taken.has(name) && (counts.get(name) ?? 0) <= 1,
    );
    names.set(key, wanted ?? key);
    taken.add(wanted ?? key);
  }
  return names;
}
