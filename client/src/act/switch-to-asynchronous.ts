import { gainedByAsynchronous, lostByAsynchronous } from '../../../core/src/index.ts';
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
    return refuse(`${server.name} waits for no standby already.`);
  const waiting = seen.waitingCommits ?? 0;
  return actionOn(subject, {
    title: `Switch ${server.name} to asynchronous replication`,
    verb: 'Switch',
    statements: [setSetting(listParameter, ''), reloadStatement],
    consequences: [
      ...gainedByAsynchronous,
      ...lostByAsynchronous,
      ...(waiting > 0 ? [`Commits that wait now are released: ${waiting}.`] : []),
      ...streamingStandbys(subject).map((name) => `If ${name} dies: writes go on.`),
      `If ${server.name} dies: writes stop until a standby is promoted, and confirmed commits that had not arrived there are lost.`,
      'An empty list is written, not the line taken out (RESET), after which one in postgresql.conf would hold again.',
      whereItLives(seen),
    ],
    whenFalse: reloadRefused,
  });
}
