import { formatBytes } from '../live/sizes.ts';
import { actionOn, refuse, type Subject, seenOrRefused } from './act-on.ts';
import type { Action, Refusal } from './action.ts';
import { managedElsewhere } from './managed-elsewhere.ts';

export function pauseReplay(subject: Subject): Action | Refusal {
  const seen = seenOrRefused(subject);
  if ('refused' in seen) return seen;
  const { server } = subject;
  if (!seen.identity.inRecovery) return refuse(`${server.name} is no standby: it replays nothing.`);
  if (seen.wal.replayPause === 'paused') return refuse(`Replay on ${server.name} is paused already.`);
  const syncState = server.feed?.sender.syncState;
  const waits =
    syncState === 'sync' || syncState === 'quorum'
      ? ['It is a synchronous standby: commits with synchronous_commit = remote_apply hang while replay is paused.']
      : [];
  return actionOn(subject, {
    title: `Pause replay on ${server.name}`,
    verb: 'Pause',
    statements: ['SELECT pg_catalog.pg_wal_replay_pause()'],
    consequences: [
      'WAL is still received and kept, and fills the disk of the standby; queries see the state of now.',
      'A promotion would have to replay all of it first.',
      ...waits,
    ],
  });
}

export function resumeReplay(subject: Subject): Action | Refusal {
  const seen = seenOrRefused(subject);
  if ('refused' in seen) return seen;
  const { server } = subject;
  if (!seen.identity.inRecovery) return refuse(`${server.name} is no standby: it replays nothing.`);
  if (seen.wal.replayPause === 'not paused') return refuse(`Replay on ${server.name} is not paused.`);
  return actionOn(subject, {
    title: `Resume replay on ${server.name}`,
    verb: 'Resume',
    statements: ['SELECT pg_catalog.pg_wal_replay_resume()'],
    consequences: ['What was received meanwhile is replayed; queries that are in its way may be cancelled.'],
  });
}

/** Says what is known of the primary that this standby would replace. */
function oldPrimary({ cluster, server }: Subject): readonly string[] {
  const primaries = (cluster.topology?.servers ?? []).filter(
    ({ role, key }) => role === 'primary' && key !== server.key,
  );
  const answering = primaries.filter(({ look }) => look.reached);
  if (answering.length > 0) {
    const names = answering.map(({ name }) => name).join(', ');
    return [
      `${names} STILL ANSWERS as primary: afterwards there are two, each takes writes, and one side's are lost.`,
      `Stop ${names} first and be sure that nothing restarts it, unless you want to split the cluster.`,
    ];
  }
  if (primaries.length === 0) return ['The primary is not in this profile: whether it still answers is not known.'];
  return [
    `${primaries.map(({ name }) => name).join(', ')} does not answer us. Make sure that it does not come back by itself.`,
  ];
}

function unreplayed({ server }: Subject): readonly string[] {
  const missing = server.feed?.lag.bytes.flush;
  const { look } = server;
  if (!look.reached) return [];
  const { received, replayed } = look.wal;
  const waiting = received !== undefined && replayed !== undefined && received > replayed ? received - replayed : 0n;
  return [
    ...(missing !== undefined && missing > 0n
      ? [`${formatBytes(missing)} of WAL have not arrived here and would be lost.`]
      : []),
    ...(waiting > 0n ? [`${formatBytes(waiting)} that arrived are replayed first.`] : []),
  ];
}

export function promoteStandby(subject: Subject): Action | Refusal {
  const seen = seenOrRefused(subject);
  if ('refused' in seen) return seen;
  const { cluster, server } = subject;
  const { inRecovery, major, timeline } = seen.identity;
  if (!inRecovery) return refuse(`${server.name} is a primary already.`);
  const managed = managedElsewhere(cluster.topology?.servers ?? [server], 'promote');
  if (managed) return managed;
  if (major < 12)
    return refuse(`Up to 11 a standby is promoted by "pg_ctl promote" or its trigger_file, on its own machine.`);
  if (seen.wal.replayPause === 'paused')
    return refuse(`Replay on ${server.name} is paused, and a promotion would end that: resume it first.`);
  const others = (cluster.topology?.servers ?? []).filter(({ role, key }) => role === 'standby' && key !== server.key);
  return actionOn(subject, {
    title: `Promote ${server.name}`,
    verb: 'Promote',
    statements: ['SELECT pg_catalog.pg_promote(true, 60)'],
    consequences: [
      ...oldPrimary(subject),
      ...unreplayed(subject),
      `It becomes a primary${timeline === undefined ? '' : ` on timeline ${timeline + 1}`} and cannot be made a standby again without pg_rewind or a new base backup.`,
      ...(others.length > 0
        ? [`${others.map(({ name }) => name).join(', ')} must be pointed to it (primary_conninfo).`]
        : []),
    ],
  });
}
