import type { ClusterServer, ClusterTopology, FoundServer, Link, MissedStandby } from './topology.ts';

/** Who is gone so long is no news any more. Milliseconds. */
const forgotten = 3_600_000;

type Standby = Pick<FoundServer, 'name' | 'host'>;

function streams({ name, host }: Standby, found: readonly FoundServer[], servers: readonly ClusterServer[]): boolean {
  const isFound = found.some((it) => it.relation === 'standby' && it.name === name && it.host === host);
  // It may have been added to the profile, or follow another server, to which its name alone need not tell it from others.
  const links = servers.flatMap((server) => server.links);
  const isIt = ({ applicationName, clientAddress }: Link['sender']) =>
    applicationName === name && (clientAddress ?? host) === host;
  return isFound || links.some(({ kind, sender }) => kind === 'standby' && isIt(sender));
}

/** Whether it was seen streaming: what only begins may be a base backup, which ends. */
function streamed({ name, from }: FoundServer, { servers }: ClusterTopology): boolean {
  const links = servers.find(({ key }) => key === from)?.links ?? [];
  return links.some(
    ({ kind, sender }) => kind === 'standby' && sender.applicationName === name && sender.state === 'streaming',
  );
}

/**
 * Standbys in no profile that streamed when the cluster was looked at before, and no longer do. Of a standby that is not
 * looked at nothing else tells that it is gone. A server that was not reached says nothing of its standbys.
 */
export function missedStandbys(
  before: ClusterTopology | undefined,
  { found, servers }: Pick<ClusterTopology, 'found' | 'servers'>,
  now: Date,
): readonly MissedStandby[] {
  if (!before) return [];
  const isReached = (key: string) => servers.some((it) => it.key === key && it.look.reached);
  const known = before.missed.filter(({ since }) => now.getTime() - since.getTime() < forgotten);
  const fresh = before.found
    .filter((it) => it.relation === 'standby' && isReached(it.from) && streamed(it, before))
    .map(({ name, host, from }): MissedStandby => ({ name, host, from, since: now }));
  const all = [...known, ...fresh].filter((it) => !streams(it, found, servers));
  const isFirst = (it: MissedStandby, at: number) =>
    all.findIndex(({ name, host }) => name === it.name && host === it.host) === at;
  return all.filter(isFirst);
}
