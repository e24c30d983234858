import { enumerate } from '../../../core/src/index.ts';
import * as l10n from '../l10n.ts';
import { lastSeen } from '../live/last-seen.ts';
import { notBelowPrimary } from '../live/not-below-primary.ts';
import type { SeenServer } from '../live/server-look.ts';
import { settingNumber } from '../live/setting-number.ts';
import { actionOn, otherServers, refuse, type Subject, seenOrRefused } from './act-on.ts';
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

/** The settings that keep hot standby from going on (`RecoveryRequiresIntParameter`): from 14 on it pauses first. */
function belowPrimary(subject: Subject, seen: SeenServer): readonly string[] {
  const { major } = seen.identity;
  const primary = otherServers(subject).find(({ role }) => role === 'primary');
  const there = primary && lastSeen(primary.look);
  if (major < 14 || !there) return [];
  return notBelowPrimary(major).filter((name) => {
    const [own, needed] = [settingNumber(seen, name), settingNumber(there, name)];
    return own !== undefined && needed !== undefined && own < needed;
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
  const low = belowPrimary(subject, seen);
  const stops =
    low.length === 0
      ? []
      : [
          l10n.t(
            'If it paused because {0} is lower than on the primary, resuming SHUTS IT DOWN: raise it there and restart instead.',
            enumerate(low),
          ),
        ];
  return actionOn(subject, {
    title: l10n.t('Resume replay on {0}', server.name),
    verb: l10n.t('Resume'),
    statements: ['SELECT pg_catalog.pg_wal_replay_resume()'],
    consequences: [
      l10n.t('What was received meanwhile is replayed; queries that are in its way may be cancelled.'),
      ...ends,
      ...stops,
    ],
  });
}
