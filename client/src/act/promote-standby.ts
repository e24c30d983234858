import { enumerate } from '../../../core/src/index.ts';
import * as l10n from '../l10n.ts';
import { lastSeen } from '../live/last-seen.ts';
import type { SeenServer } from '../live/server-look.ts';
import { formatBytes } from '../live/sizes.ts';
import type { ClusterServer } from '../live/topology.ts';
import { actionOn, otherServers, refuse, type Subject, seenOrRefused } from './act-on.ts';
import type { Action, Refusal } from './action.ts';
import { managedElsewhere } from './managed-elsewhere.ts';

function namesOf(servers: readonly ClusterServer[]): string {
  return enumerate(servers.map(({ name }) => name));
}

/** Says what is known of the primary that this standby would replace. */
function oldPrimary(subject: Subject, { walReceiver }: SeenServer): readonly string[] {
  const primaries = otherServers(subject).filter(({ role }) => role === 'primary');
  const answering = primaries.filter(({ look }) => look.reached);
  if (answering.length > 0) {
    const names = namesOf(answering);
    return [
      l10n.t(
        '{0} STILL ANSWERS as primary: afterwards there are TWO PRIMARIES, each takes writes, and those of one side are lost.',
        names,
      ),
      l10n.t('Stop {0} first and be sure that nothing restarts it, unless you mean to split the cluster.', names),
    ];
  }
  const streams = walReceiver?.status === 'streaming';
  const from = walReceiver?.senderHost === undefined ? '' : ` (${walReceiver.senderHost}:${walReceiver.senderPort})`;
  const alive = streams
    ? [
        l10n.t(
          'Its WAL receiver STILL STREAMS{0}: the server it follows is alive, and there may be TWO PRIMARIES afterwards.',
          from,
        ),
      ]
    : [];
  const known =
    primaries.length === 0
      ? l10n.t(
          'The primary is not in this profile: whether it still answers is not known. Make sure that it is stopped.',
        )
      : l10n.t(
          '{0} does not answer us, which does not prove that it is down. Make sure that it does not come back by itself.',
          namesOf(primaries),
        );
  return [...alive, known];
}

/** How far a standby has received WAL. */
function receivedBy({ look }: ClusterServer): bigint | undefined {
  const wal = lastSeen(look)?.wal;
  return wal?.received ?? wal?.replayed;
}

/** What the primary is known to have written and this standby has not received. */
function lost(subject: Subject): readonly string[] {
  const { server } = subject;
  const missing = server.feed?.lag.bytes.flush;
  if (missing !== undefined)
    return missing > 0n ? [l10n.t('{0} of WAL have not arrived here and would be lost.', formatBytes(missing))] : [];
  const here = receivedBy(server);
  return otherServers(subject).flatMap(({ role, look, name }) => {
    const written = role === 'primary' ? lastSeen(look)?.wal.current : undefined;
    return here !== undefined && written !== undefined && written > here
      ? [
          l10n.t(
            'When {0} was last seen, {1} of its WAL had not arrived here; they would be lost.',
            name,
            formatBytes(written - here),
          ),
        ]
      : [];
  });
}

/** Other standbys that have more of the same WAL. */
function furtherAhead(subject: Subject, { identity }: SeenServer): readonly string[] {
  const here = receivedBy(subject.server);
  return otherServers(subject).flatMap((other) => {
    const seen = other.look.reached && other.role === 'standby' ? other.look : undefined;
    const there = receivedBy(other);
    if (!seen || here === undefined || there === undefined || there <= here) return [];
    if (seen.identity.systemIdentifier !== identity.systemIdentifier) return [];
    return [
      l10n.t(
        '{0} has {1} more of WAL: promote that one if nothing speaks against it.',
        other.name,
        formatBytes(there - here),
      ),
    ];
  });
}

function unreplayed({ wal: { received, replayed } }: SeenServer): readonly string[] {
  return received !== undefined && replayed !== undefined && received > replayed
    ? [l10n.t('{0} that arrived are replayed first.', formatBytes(received - replayed))]
    : [];
}

/** Who must follow, and who does by itself: a standby of this standby goes on to the new timeline (12+). */
function followers(subject: Subject): readonly string[] {
  const standbys = otherServers(subject).filter(({ role }) => role === 'standby');
  const own = standbys.filter(({ upstream }) => upstream === subject.server.key);
  const others = standbys.filter((it) => !own.includes(it));
  return [
    ...(own.length > 0 ? [l10n.t('Standbys of it go on with it: {0}.', namesOf(own))] : []),
    ...(others.length > 0
      ? [l10n.t('Standbys that must be pointed to it (primary_conninfo): {0}.', namesOf(others))]
      : []),
  ];
}

/** Logical slots of the primary that do not exist here: a physical standby has none of them unless they are synchronised. */
function lostSlots(subject: Subject, { slots }: SeenServer): readonly string[] {
  const primaries = otherServers(subject).filter(({ role }) => role === 'primary');
  const missing = primaries
    .flatMap(({ look }) => lastSeen(look)?.slots ?? [])
    .filter(({ kind, temporary, name }) => kind === 'logical' && !temporary && !slots.some((it) => it.name === name));
  return missing.length === 0
    ? []
    : [
        l10n.t(
          'Logical slots that do not exist here, so that their consumers stop: {0}.',
          missing.map(({ name }) => name).join(', '),
        ),
      ];
}

/** Makes a primary of a standby. What it splits or loses comes first. */
export function promoteStandby(subject: Subject): Action | Refusal {
  const seen = seenOrRefused(subject);
  if ('refused' in seen) return seen;
  const { cluster, server } = subject;
  const { inRecovery, major, timeline, dataDirectory } = seen.identity;
  if (!inRecovery) return refuse(l10n.t('{0} is a primary already.', server.name));
  const managed = managedElsewhere(cluster.topology?.servers ?? [server], 'promote');
  if (managed) return managed;
  if (major < 12)
    return refuse(
      l10n.t(
        'Up to 11 no SQL promotes a standby: run "pg_ctl promote -D {0}" on the machine of {1}, or make the file that trigger_file of its recovery.conf names.',
        dataDirectory ?? l10n.t('<data directory>'),
        server.name,
      ),
    );
  if ((seen.wal.replayPause ?? 'not paused') !== 'not paused')
    return refuse(l10n.t('Replay on {0} is paused, and a promotion would end that: resume it first.', server.name));
  return actionOn(subject, {
    title: l10n.t('Promote {0}', server.name),
    verb: l10n.t('Promote'),
    statements: ['SELECT pg_catalog.pg_promote(true, 60)'],
    consequences: [
      ...oldPrimary(subject, seen),
      ...lost(subject),
      ...furtherAhead(subject, seen),
      ...unreplayed(seen),
      l10n.t(
        'It becomes a primary{0} and cannot be made a standby again without pg_rewind or a new base backup.',
        timeline === undefined ? '' : l10n.t(' on timeline {0} or later', timeline + 1),
      ),
      ...followers(subject),
      ...lostSlots(subject, seen),
    ],
    whenFalse: l10n.t(
      'The server did not become a primary within 60 s. It may still do so: look before you do anything else.',
    ),
  });
}
