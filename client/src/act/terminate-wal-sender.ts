import * as l10n from '../l10n.ts';
import { actionOn, literal, refuse, type Subject, seenOrRefused } from './act-on.ts';
import type { Action, Refusal } from './action.ts';

/** A look tells times in whole milliseconds, the server keeps microseconds. */
function startedAround(at: Date): string {
  const bound = (by: number) => literal(new Date(at.getTime() + by).toISOString());
  return ` AND backend_start BETWEEN ${bound(-1)} AND ${bound(1)}`;
}

/** Ends a WAL sender, if it is still the one that was seen: process ids are used again. */
export function terminateWalSender(subject: Subject, pid: number): Action | Refusal {
  const seen = seenOrRefused(subject);
  if ('refused' in seen) return seen;
  const link = subject.server.links.find(({ sender }) => sender.pid === pid);
  if (!link) return refuse(l10n.t('WAL sender {0} is gone already.', pid));
  const { applicationName, syncState, startedAt } = link.sender;
  const isSynchronous = syncState === 'sync' || syncState === 'quorum';
  const started = startedAt === undefined ? '' : startedAround(startedAt);
  return actionOn(subject, {
    title: l10n.t('Terminate WAL sender {0} of {1}', pid, applicationName),
    verb: l10n.t('Terminate'),
    statements: [
      `SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_replication WHERE pid = ${pid} AND application_name = ${literal(applicationName)}${started}`,
    ],
    consequences: [
      link.kind === 'baseBackup'
        ? l10n.t('The base backup fails; its client removes what it has written.')
        : l10n.t('Its receiver connects again by itself after a moment.'),
      ...(isSynchronous ? [l10n.t('It is a synchronous standby: commits may wait until it is back.')] : []),
    ],
    whenFalse: l10n.t('WAL sender {0} is gone already: nothing was ended.', pid),
  });
}
