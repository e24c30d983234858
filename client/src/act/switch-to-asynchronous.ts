import { gainedByAsynchronous, lostByAsynchronous } from '../../../core/src/index.ts';
import * as l10n from '../l10n.ts';
import { actionOn, refuse, type Subject, seenOrRefused } from './act-on.ts';
import type { Action, Refusal } from './action.ts';
import { reloadRefused, reloadStatement } from './reload-configuration.ts';
import { listHindrance, listParameter, setSetting, streamingStandbys, whereItLives } from './synchronous-list.ts';

/** Lets no commit wait any more. */
export function switchToAsynchronous(subject: Subject): Action | Refusal {
  const seen = seenOrRefused(subject);
  if ('refused' in seen) return seen;
  const { server } = subject;
  const hindered = listHindrance(subject, seen, [listParameter]);
  if (hindered) return hindered;
  if ((seen.settings.get(listParameter)?.value ?? '') === '')
    return refuse(l10n.t('{0} waits for no standby already.', server.name));
  const waiting = seen.waitingCommits ?? 0;
  return actionOn(subject, {
    title: l10n.t('Switch {0} to asynchronous replication', server.name),
    verb: l10n.t('Switch'),
    statements: [setSetting(listParameter, ''), reloadStatement],
    consequences: [
      ...gainedByAsynchronous,
      ...lostByAsynchronous,
      ...(waiting > 0 ? [l10n.t('Commits that wait now are released: {0}.', waiting)] : []),
      ...streamingStandbys(subject).map((name) => l10n.t('If {0} dies: writes go on.', name)),
      l10n.t(
        'If {0} dies: writes stop until a standby is promoted, and confirmed commits that had not arrived there are lost.',
        server.name,
      ),
      l10n.t(
        'An empty list is written, not the line taken out (RESET), after which one in postgresql.conf would hold again.',
      ),
      whereItLives(seen),
    ],
    whenFalse: reloadRefused,
  });
}
