import * as l10n from '../l10n.ts';
import { actionOn, refuse, type Subject, seenOrRefused } from './act-on.ts';
import type { Action, Refusal } from './action.ts';

/** Stops replay of a standby; it goes on receiving. */
export function pauseReplay(subject: Subject): Action | Refusal {
  const seen = seenOrRefused(subject);
  if ('refused' in seen) return seen;
  const { server } = subject;
  if (!seen.identity.inRecovery) return refuse(l10n.t('{0} is no standby: it replays nothing.', server.name));
  if (seen.wal.replayPause === 'paused') return refuse(l10n.t('Replay on {0} is paused already.', server.name));
  const syncState = server.feed?.sender.syncState;
  const waits =
    syncState === 'sync' || syncState === 'quorum'
      ? [
          l10n.t(
            'It is a synchronous standby: commits with synchronous_commit = remote_apply hang while replay is paused.',
          ),
        ]
      : [];
  return actionOn(subject, {
    title: l10n.t('Pause replay on {0}', server.name),
    verb: l10n.t('Pause'),
    statements: ['SELECT pg_catalog.pg_wal_replay_pause()'],
    consequences: [
      l10n.t('WAL is still received and kept, and fills the disk of the standby; queries see the state of now.'),
      l10n.t('A promotion would have to replay all of it first.'),
      ...waits,
    ],
  });
}

/** Lets replay of a standby go on. */
export function resumeReplay(subject: Subject): Action | Refusal {
  const seen = seenOrRefused(subject);
  if ('refused' in seen) return seen;
  const { server } = subject;
  if (!seen.identity.inRecovery) return refuse(l10n.t('{0} is no standby: it replays nothing.', server.name));
  if (seen.wal.replayPause === 'not paused') return refuse(l10n.t('Replay on {0} is not paused.', server.name));
  const target = [...seen.settings.values()].find(
    ({ name, value }) => /^recovery_target(?:_(?:lsn|name|time|xid))?$/.test(name) && value !== '',
  );
  const ends =
    target === undefined
      ? []
      : [
          l10n.t(
            'If it paused at its recovery target ({0}), resuming ENDS recovery: it becomes a primary.',
            target.name,
          ),
        ];
  return actionOn(subject, {
    title: l10n.t('Resume replay on {0}', server.name),
    verb: l10n.t('Resume'),
    statements: ['SELECT pg_catalog.pg_wal_replay_resume()'],
    consequences: [
      l10n.t('What was received meanwhile is replayed; queries that are in its way may be cancelled.'),
      ...ends,
    ],
  });
}
