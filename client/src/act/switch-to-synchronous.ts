import {
  enumerate,
  formatSynchronousStandbyNames,
  gainedByAsynchronous,
  gainedBySynchronous,
  lostByAsynchronous,
  lostBySynchronous,
} from '../../../core/src/index.ts';
import { sqlLiteral } from '../live/quote-sql.ts';
import type { SeenServer } from '../live/server-look.ts';
import { actionOn, refuse, type Subject, seenOrRefused } from './act-on.ts';
import type { Action, Refusal } from './action.ts';
import { managedElsewhere } from './managed-elsewhere.ts';
import { reloadStatement } from './reload-configuration.ts';

/** Which standbys commits wait for. */
export interface SynchronousChoice {
  readonly method: 'FIRST' | 'ANY';
  readonly count: number;
  /** Application names. */
  readonly standbys: readonly string[];
}

const parameter = 'synchronous_standby_names';

/** The application names under which standbys stream from a server now, each once. */
export function streamingStandbys({ server }: Subject): readonly string[] {
  const streaming = server.links.filter(({ kind, sender }) => kind === 'standby' && sender.state === 'streaming');
  return [...new Set(streaming.map(({ sender }) => sender.applicationName))];
}

function setSetting(name: string, value: string): string {
  return `ALTER SYSTEM SET ${name} = ${sqlLiteral(value).trim()}`;
}

/** What hinders a change of the list by ALTER SYSTEM. */
function hindrance(subject: Subject, seen: SeenServer): Refusal | undefined {
  const { server, cluster } = subject;
  if (server.role !== 'primary') return refuse(`${server.name} is a standby: only the primary waits for standbys.`);
  const managed = managedElsewhere(cluster.topology?.servers ?? [server], 'synchronous');
  if (managed) return managed;
  if (seen.settings.get(parameter)?.source === 'command line')
    return refuse(`${parameter} is given on the command line of ${server.name}, which wins: change it there.`);
  return undefined;
}

const written = `The line goes to postgresql.auto.conf, which wins over postgresql.conf.`;

/** Lets commits wait for standbys that stream now. */
export function switchToSynchronous(
  subject: Subject,
  { method, count, standbys }: SynchronousChoice,
): Action | Refusal {
  const seen = seenOrRefused(subject);
  if ('refused' in seen) return seen;
  const hindered = hindrance(subject, seen);
  if (hindered) return hindered;
  const there = streamingStandbys(subject);
  const missing = standbys.filter((name) => !there.includes(name));
  const connected = standbys.length - missing.length;
  if (standbys.length === 0 || count < 1 || count > standbys.length)
    return refuse('Choose at least as many standbys as each commit is to wait for.');
  if (connected < count)
    return refuse(
      `${enumerate(missing)} ${missing.length === 1 ? 'does' : 'do'} not stream from ${subject.server.name} now: every commit would hang.`,
    );
  const level = seen.settings.get('synchronous_commit')?.value ?? 'on';
  const waits = level !== 'off' && level !== 'local';
  const setup = { method, count, names: standbys, level: waits ? level : 'on' };
  return actionOn(subject, {
    title: `Switch ${subject.server.name} to synchronous replication`,
    verb: 'Switch',
    statements: [
      ...(waits ? [] : [setSetting('synchronous_commit', 'on')]),
      setSetting(parameter, formatSynchronousStandbyNames({ method, count, names: standbys })),
      reloadStatement,
    ],
    consequences: [
      ...gainedBySynchronous(setup),
      ...lostBySynchronous(setup),
      ...standbys.map((name) => whenStandbyDies(name, connected, count, missing)),
      `If ${subject.server.name} dies: writes stop until a standby is promoted; promote one that confirmed the commits.`,
      written,
    ],
  });
}

function whenStandbyDies(name: string, connected: number, count: number, missing: readonly string[]): string {
  if (missing.includes(name)) return `${name} is not connected now: until it is, it is no spare.`;
  return connected - 1 < count
    ? `If ${name} dies: writes wait until it is back or the list is changed.`
    : `If ${name} dies: writes go on, another standby takes its place.`;
}

/** Lets no commit wait any more. */
export function switchToAsynchronous(subject: Subject): Action | Refusal {
  const seen = seenOrRefused(subject);
  if ('refused' in seen) return seen;
  const hindered = hindrance(subject, seen);
  if (hindered) return hindered;
  if ((seen.settings.get(parameter)?.value ?? '') === '')
    return refuse(`${subject.server.name} waits for no standby already.`);
  const waiting = seen.waitingCommits ?? 0;
  return actionOn(subject, {
    title: `Switch ${subject.server.name} to asynchronous replication`,
    verb: 'Switch',
    statements: [setSetting(parameter, ''), reloadStatement],
    consequences: [
      ...gainedByAsynchronous,
      ...lostByAsynchronous,
      ...(waiting > 0 ? [`${waiting} commits that wait now are released.`] : []),
      'If a standby dies: writes go on.',
      `If ${subject.server.name} dies: commits that were confirmed and not yet sent are lost.`,
      `An empty list is written rather than the line taken out, since postgresql.conf may name standbys. ${written}`,
    ],
  });
}
