import { actionOn, refuse, type Subject, seenOrRefused } from './act-on.ts';
import type { Action, Refusal } from './action.ts';

/** Stops replay of a standby; it goes on receiving. */
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

/** Lets replay of a standby go on. */
export function resumeReplay(subject: Subject): Action | Refusal {
  const seen = seenOrRefused(subject);
  if ('refused' in seen) return seen;
  const { server } = subject;
  if (!seen.identity.inRecovery) return refuse(`${server.name} is no standby: it replays nothing.`);
  if (seen.wal.replayPause === 'not paused') return refuse(`Replay on ${server.name} is not paused.`);
  const target = [...seen.settings.values()].find(
    ({ name, value }) => /^recovery_target(?:_(?:lsn|name|time|xid))?$/.test(name) && value !== '',
  );
  const ends =
    target === undefined
      ? []
      : [`If it paused at its recovery target (${target.name}), resuming ENDS recovery: it becomes a primary.`];
  return actionOn(subject, {
    title: `Resume replay on ${server.name}`,
    verb: 'Resume',
    statements: ['SELECT pg_catalog.pg_wal_replay_resume()'],
    consequences: ['What was received meanwhile is replayed; queries that are in its way may be cancelled.', ...ends],
  });
}
