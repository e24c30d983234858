import {
  enumerate,
  formatSynchronousStandbyNames,
  gainedBySynchronous,
  lostBySynchronous,
} from '../../../core/src/index.ts';
import * as l10n from '../l10n.ts';
import type { LiveSetting, SeenServer } from '../live/server-look.ts';
import { actionOn, refuse, type Subject, seenOrRefused } from './act-on.ts';
import type { Action, Refusal } from './action.ts';
import { reloadRefused, reloadStatement } from './reload-configuration.ts';
import {
  confirmingLinks,
  listHindrance,
  listParameter,
  receiverOf,
  setSetting,
  streamingStandbys,
  whereItLives,
} from './synchronous-list.ts';

/** Levels of `synchronous_commit` at which commits wait for standbys. */
export const waitingLevels = ['on', 'remote_write', 'remote_apply'] as const;

/** Which standbys commits wait for. */
export interface SynchronousChoice {
  readonly method: 'FIRST' | 'ANY';
  readonly count: number;
  /** Application names. */
  readonly standbys: readonly string[];
  /** `synchronous_commit`; undefined: as it is, or `on` where commits would not wait. */
  readonly level?: (typeof waitingLevels)[number] | undefined;
}

/** The value of synchronous_standby_names for a choice. */
export function synchronousList({ method, count, standbys }: SynchronousChoice): string {
  return formatSynchronousStandbyNames({ method, count, names: standbys });
}

/** `synchronous_commit` as it is and as it will be. */
interface CommitLevel {
  readonly setting: LiveSetting | undefined;
  readonly wanted: string;
  readonly changes: boolean;
}

/** Commits wait at this level of `synchronous_commit`, if there is a list. */
function waits(level: string): boolean {
  return waitingLevels.some((waiting) => waiting === level);
}

function commitLevel({ settings }: SeenServer, { level }: SynchronousChoice): CommitLevel {
  const setting = settings.get('synchronous_commit');
  const present = setting?.value ?? 'on';
  const wanted = level ?? (waits(present) ? present : 'on');
  return { setting, wanted, changes: wanted !== present };
}

/** The server compares names without case. */
function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Refuses a choice for which commits would hang from the first one on. */
function choiceProblem(subject: Subject, choice: SynchronousChoice, level: string): Refusal | undefined {
  const { count, standbys } = choice;
  const { name } = subject.server;
  const distinct = new Set(standbys.map((it) => it.toLowerCase())).size;
  if (!Number.isInteger(count) || count < 1 || distinct !== standbys.length || count > standbys.length)
    return refuse(l10n.t('Choose at least as many standbys, each once, as every commit is to wait for.'));
  const there = streamingStandbys(subject);
  const missing = standbys.filter((wanted) => !there.some((it) => same(it, wanted)));
  if (standbys.length - missing.length < count)
    return refuse(
      missing.length === 1
        ? l10n.t(
            '{0} does not stream from {1} now: every commit would hang. Choose standbys that stream.',
            enumerate(missing),
            name,
          )
        : l10n.t(
            '{0} do not stream from {1} now: every commit would hang. Choose standbys that stream.',
            enumerate(missing),
            name,
          ),
    );
  const able = confirmingLinks(subject, level).map(({ sender }) => sender.applicationName);
  const paused = standbys.filter((it) => !missing.includes(it) && !able.some((other) => same(other, it)));
  if (standbys.length - missing.length - paused.length < count)
    return refuse(
      l10n.t(
        'Replay is paused on {0}, and at remote_apply every commit would hang. Resume it first, or choose others.',
        enumerate(paused),
      ),
    );
  return undefined;
}

/** Lets commits wait for standbys that stream now. */
export function switchToSynchronous(subject: Subject, choice: SynchronousChoice): Action | Refusal {
  const seen = seenOrRefused(subject);
  if ('refused' in seen) return seen;
  const { method, count, standbys } = choice;
  const level = commitLevel(seen, choice);
  const parameters = level.changes ? [listParameter, 'synchronous_commit'] : [listParameter];
  const hindered = listHindrance(subject, seen, parameters) ?? choiceProblem(subject, choice, level.wanted);
  if (hindered) return hindered;
  const setup = { method, count, names: standbys, level: level.wanted };
  return actionOn(subject, {
    title: l10n.t('Switch {0} to synchronous replication', subject.server.name),
    verb: l10n.t('Switch'),
    statements: [
      ...(level.changes ? [setSetting('synchronous_commit', level.wanted)] : []),
      setSetting(listParameter, synchronousList(choice)),
      reloadStatement,
    ],
    consequences: [
      // What else is gained is said below, server by server.
      ...gainedBySynchronous(setup).slice(0, 1),
      ...lostBySynchronous(setup),
      ...whenServersDie(subject, choice),
      ...dangers(subject, choice, level),
      whereItLives(seen),
    ],
    whenFalse: reloadRefused,
  });
}

/** One sentence for the death of each server: whether writes wait, and what is lost. */
function whenServersDie(subject: Subject, { count, standbys }: SynchronousChoice): readonly string[] {
  const there = streamingStandbys(subject);
  const connected = standbys.filter((name) => there.some((it) => same(it, name)));
  const others = there.filter((name) => !standbys.some((it) => same(it, name)));
  const heir =
    standbys.length === 1 ? enumerate(standbys) : l10n.t('the one of {0} that has received most', enumerate(standbys));
  return [
    ...standbys.map((name) => {
      if (!connected.includes(name)) return l10n.t('{0} is not connected now: until it is, it is no spare.', name);
      return connected.length - 1 < count
        ? l10n.t('If {0} dies: writes wait until it is back or the list is changed; nothing is lost.', name)
        : l10n.t('If {0} dies: writes go on, another standby takes its place; nothing is lost.', name);
    }),
    ...others.map((name) => l10n.t('If {0} dies: writes go on, since no commit waits for it.', name)),
    l10n.t(
      'If {0} dies: writes stop until a standby is promoted; no confirmed commit is lost as long as that is {1}.',
      subject.server.name,
      heir,
    ),
  ];
}

/** What may surprise: names that are not one standby's, delayed replay, roles with a level of their own. */
function dangers(subject: Subject, { standbys }: SynchronousChoice, { setting, wanted }: CommitLevel) {
  const links = confirmingLinks(subject, 'on').filter(({ sender }) =>
    standbys.some((name) => same(name, sender.applicationName)),
  );
  const shared = standbys.filter((name) => links.filter(({ sender }) => same(name, sender.applicationName)).length > 1);
  const delayed = links.filter((link) => {
    const look = receiverOf(subject, link)?.look;
    return look?.reached && !/^(?:0|0ms)?$/.test(look.settings.get('recovery_min_apply_delay')?.value ?? '');
  });
  const isOwn = setting !== undefined && /^(?:database|user|database user)$/.test(setting.source);
  return [
    ...shared.map((name) => l10n.t('Several standbys stream as {0}: the server takes whichever of them comes.', name)),
    ...(wanted === 'remote_apply'
      ? delayed.map(({ sender }) =>
          l10n.t('{0} delays replay: at remote_apply each commit waits for that.', sender.applicationName),
        )
      : []),
    ...(isOwn ? [l10n.t('Its role or database sets synchronous_commit = {0}, which wins there.', setting.value)] : []),
  ];
}
