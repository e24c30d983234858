import type { ConnectFailure } from '../../connect/session.ts';
import * as l10n from '../../l10n.ts';
import { lastSeen } from '../last-seen.ts';
import { sameSystem } from '../same-server.ts';
import type { UnseenServer } from '../server-look.ts';
import type { ClusterServer, Trouble } from '../topology.ts';
import { plain, reached, type Scene, trouble } from './trouble.ts';

/** Failures after which the server may be down; after the others it is we who do not come in. */
const down: ReadonlySet<ConnectFailure> = new Set(['unreachable', 'timeout', 'notReady']);

/** The primary that answers, of the system of a server. */
function primaryNow(scene: Scene, of: ClusterServer): ClusterServer | undefined {
  const seen = lastSeen(of.look);
  return reached(scene).find(({ role, look }) => role === 'primary' && (!seen || sameSystem(look, seen)));
}

function lostPrimary(scene: Scene, server: ClusterServer, look: UnseenServer): Trouble {
  const name = plain(server.name);
  const successor = primaryNow(scene, server);
  if (successor) {
    const message = l10n.t(
      '{0}, once the primary, does not answer; {1} is the primary now.',
      name,
      plain(successor.name),
    );
    const advice = l10n.t(
      'Before it comes back it must be made a standby (pg_rewind, or a new base backup): else there are two primaries.',
    );
    return trouble('oldPrimaryGone', 'warning', server, message, { advice });
  }
  return trouble('primaryGone', 'error', server, l10n.t('The primary {0} does not answer: {1}', name, look.reason), {
    advice: l10n.t('Make sure that it is down before you promote a standby: two primaries lose data.'),
    announce: true,
  });
}

function lostStandby(scene: Scene, server: ClusterServer, look: UnseenServer): Trouble {
  const name = plain(server.name);
  const upstream = scene.servers.find(({ key }) => key === server.upstream);
  if (server.feed && upstream) {
    const message = l10n.t('{0} does not answer here, but still streams from {1}.', name, plain(upstream.name));
    return trouble('unreached', 'warning', server, message, { advice: look.reason });
  }
  const message = upstream?.look.reached
    ? l10n.t('{0} does not answer and streams no more from {1}.', name, plain(upstream.name))
    : l10n.t('The standby {0} does not answer: {1}', name, look.reason);
  const advice = upstream?.look.reached ? look.reason : l10n.t('Nothing can be said of how far behind it is.');
  return trouble('standbyGone', 'warning', server, message, { advice, announce: true });
}

function unreached(scene: Scene, server: ClusterServer): readonly Trouble[] {
  const { look, role } = server;
  if (look.reached) return [];
  if (!down.has(look.failure) || role === 'unknown')
    return [
      trouble('unreached', 'warning', server, l10n.t('{0} cannot be reached: {1}', plain(server.name), look.reason)),
    ];
  return [role === 'primary' ? lostPrimary(scene, server, look) : lostStandby(scene, server, look)];
}

function noPrimary(scene: Scene): readonly Trouble[] {
  const here = reached(scene);
  if (here.length === 0 || scene.servers.some(({ role }) => role === 'primary')) return [];
  if (here.some(({ look }) => look.walReceiver)) {
    const message = l10n.t('The primary is not among the servers that answer: what it alone knows is not shown.');
    const advice = l10n.t('Add it to the connection string of this cluster.');
    return [trouble('primaryElsewhere', 'information', undefined, message, { advice })];
  }
  const unknown = scene.servers.some(({ role }) => role === 'unknown');
  const message = l10n.t('No server that answers is a primary: nothing can be written.');
  const advice = unknown
    ? l10n.t('Find out about the servers that do not answer, before you promote a standby.')
    : l10n.t(
        'Is the primary outside this profile? If it is down for good, promote the standby that has received the most WAL.',
      );
  return [trouble('noPrimary', unknown ? 'warning' : 'error', undefined, message, { advice, announce: !unknown })];
}

/** Servers that do not answer, and a cluster without a primary. */
export function reachTroubles(scene: Scene): readonly Trouble[] {
  return [...scene.servers.flatMap((server) => unreached(scene, server)), ...noPrimary(scene)];
}
