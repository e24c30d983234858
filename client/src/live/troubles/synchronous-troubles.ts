import { parseSynchronousStandbyNames, type SynchronousStandbyNames } from '../../../../core/src/index.ts';
import * as l10n from '../../l10n.ts';
import type { Link, Trouble } from '../topology.ts';
import { count, enumerate, plain, type Reached, reached, type Scene, trouble } from './trouble.ts';

/** ASCII letters count without case, as when the server looks for a standby. */
function fold(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Whether a stream may confirm commits (`SyncRepGetCandidateStandbys`): it streams and tells what it has flushed. */
function confirms({ kind, sender }: Link): boolean {
  if (kind === 'baseBackup') return false;
  if (sender.state === undefined) return true;
  return (sender.state === 'streaming' || sender.state === 'stopping') && sender.at.flush !== undefined;
}

function candidates({ links }: Reached, list: SynchronousStandbyNames): readonly string[] {
  const names = new Set(list.names.map(({ text }) => fold(text)));
  const isNamed = (name: string) => names.has('*') || names.has(fold(name));
  return links
    .filter(confirms)
    .flatMap(({ sender }) => (isNamed(sender.applicationName) ? sender.applicationName : []));
}

/** Names of the list that nobody streams under. */
function absent(list: SynchronousStandbyNames, connected: readonly string[]): readonly string[] {
  const there = new Set(connected.map(fold));
  const names = new Map(list.names.map(({ text }) => [fold(text), text]));
  return [...names].flatMap(([folded, text]) => (folded === '*' || there.has(folded) ? [] : [plain(text)]));
}

const noWait = new Set(['off', 'local']);
const release = l10n.t(
  'Bring the standby back, or reload with fewer names in synchronous_standby_names to release the commits that wait.',
);

function tooFew(primary: Reached, list: SynchronousStandbyNames, connected: readonly string[]): Trouble {
  const { look } = primary;
  const waiting = look.waitingCommits ?? 0;
  const missing = absent(list, connected);
  const who = missing.length > 0 ? l10n.t(', without {0}', enumerate(missing, 2)) : '';
  const have = l10n.t(
    '{0} needed, {1} connected{2}',
    count(list.count, l10n.t('synchronous standby'), l10n.t('synchronous standbys')),
    connected.length,
    who,
  );
  const byDefault = !noWait.has(look.settings.get('synchronous_commit')?.value ?? 'on');
  if (waiting > 0 || byDefault) {
    const head = waiting > 0 ? count(waiting, l10n.t('commit waits'), l10n.t('commits wait')) : l10n.t('Commits wait');
    return trouble('commitsWait', 'error', primary, `${head}: ${have}.`, { advice: release, announce: true });
  }
  const message = l10n.t('A session that asks for synchronous commits would wait: {0}.', have);
  return trouble('commitsWouldWait', 'information', primary, message, { advice: release });
}

function noSpare(primary: Reached, list: SynchronousStandbyNames, connected: readonly string[]): Trouble {
  const missing = absent(list, connected);
  const advice = l10n.t('Name and connect one standby more than each commit waits for.');
  if (missing.length > 0) {
    const message = l10n.t(
      '{0} of synchronous_standby_names not connected: if one more stops, commits wait.',
      enumerate(missing, 2),
    );
    return trouble('noSpareLeft', 'warning', primary, message, { advice, announce: true });
  }
  const message = l10n.t('No spare synchronous standby: when {0} stops, commits wait.', plain(connected[0] ?? 'one'));
  return trouble('noSpare', 'information', primary, message, { advice });
}

/** Milliseconds after which a commit that waits for a connected standby is no slow one any more. */
const stuckAfter = 5000;

/** Enough standbys stream, and none confirms: it is frozen, its disk is full, or with remote_apply its replay stands still. */
function stuck(primary: Reached, connected: readonly string[]): readonly Trouble[] {
  const { waitingCommits: waiting = 0, longestCommitWait } = primary.look;
  if (waiting === 0 || longestCommitWait < stuckAfter) return [];
  const head = count(waiting, l10n.t('commit waits'), l10n.t('commits wait'));
  const who = enumerate(
    [...new Set(connected)].map((name) => plain(name)),
    2,
  );
  const seconds = Math.floor(longestCommitWait / 1000);
  const message = l10n.t('{0}, for {1} s so far, though {2} is connected: it does not confirm.', head, seconds, who);
  const advice = l10n.t(
    'Look at that standby: is it frozen, its disk full, its replay paused (remote_apply)? A reload with fewer names in synchronous_standby_names releases the commits.',
  );
  return [trouble('commitsStuck', 'error', primary, message, { advice, announce: true })];
}

function ofPrimary(primary: Reached): readonly Trouble[] {
  const { look } = primary;
  const list = parseSynchronousStandbyNames(look.settings.get('synchronous_standby_names')?.value ?? '');
  if ('code' in list || list.count === 0) return [];
  const connected = candidates(primary, list);
  if (connected.length < list.count) return [tooFew(primary, list, connected)];
  const spare = connected.length === list.count ? [noSpare(primary, list, connected)] : [];
  return [...stuck(primary, connected), ...spare];
}

/** Commits that wait for a standby that is not there, and those that soon might. */
export function synchronousTroubles(scene: Scene): readonly Trouble[] {
  return reached(scene)
    .filter(({ role }) => role === 'primary')
    .flatMap(ofPrimary);
}
