import { applicationName } from '../model/application-name.ts';
import { isFilledIn } from '../model/filled-in.ts';
import type { ServerConfig } from '../model/server-config.ts';
import { setParameter } from '../rules/edits.ts';
import type { Edit } from '../rules/rule.ts';
import {
  fold,
  formatSynchronousStandbyNames,
  parseSynchronousStandbyNames,
} from '../syntax/synchronous-standby-names.ts';
import { overlaps } from '../text/range.ts';
import { nameOf } from '../text/uri.ts';
import { nameStandby, type Unnameable } from './application-name.ts';
import { standbyNames } from './standby-names.ts';
import type { SwitchChange, SwitchPlan, SwitchRequest } from './switch-request.ts';
import {
  enumerate,
  gainedByAsynchronous,
  gainedBySynchronous,
  howToReconnect,
  lostByAsynchronous,
  lostBySynchronous,
} from './switch-texts.ts';

export { applicationName } from '../model/application-name.ts';
export { listedStandbys, standbyNames } from './standby-names.ts';
export type { StandbyName, SwitchChange, SwitchPlan, SwitchRequest } from './switch-request.ts';

/**
 * What to change so that commits on `primary` wait for standbys, or no longer do. Only lines in force are changed; of
 * `standbys` only those that are asked for and that the primary does not know by the wanted name.
 */
export function planSwitch(
  primary: ServerConfig,
  standbys: readonly ServerConfig[],
  request: SwitchRequest,
): SwitchPlan {
  return request.mode === 'asynchronous'
    ? planAsynchronous(primary, standbys)
    : planSynchronous(primary, standbys, request);
}

const unnameable: Readonly<Record<Unnameable, string>> = {
  notSet: 'has no primary_conninfo in its files',
  filledIn: 'has a primary_conninfo that a template fills in',
  unreadable: 'has a primary_conninfo that cannot be read',
};

/** Changes and notes while they are gathered. */
class Draft {
  readonly changes: SwitchChange[] = [];
  readonly notes: string[] = [];

  /** Gives a parameter a value; nothing where it has it, nor where a template fills it in, which is not written over. */
  set(server: ServerConfig, name: string, value: string, why: string): void {
    const { value: present, setting } = server.setting(name);
    if (present === value) return;
    if (isFilledIn(server, name)) {
      this.notes.push(
        `A template fills in ${name} of ${server.name}: set it to '${value}' where its values come from.`,
      );
      return;
    }
    const edits = setParameter(server, name, value);
    for (const edit of edits) this.changes.push({ why, edit });
    if (edits.length === 0)
      this.notes.push(`${name} of ${server.name} was not read from a file: set it to '${value}' there.`);
    if (setting?.kind === 'auto') this.notes.push(autoNote(server, name));
  }

  /** Two standbys that include one file cannot both have their names in it. */
  #isTaken(edit: Edit): boolean {
    if (edit.kind !== 'replace') return false;
    const { uri, range } = edit.at;
    return this.changes.some(({ edit: other }) => {
      if (other.kind !== 'replace' || other.at.uri !== uri) return false;
      return overlaps(other.at.range, range) || other.at.range.start === range.start;
    });
  }

  /** Lets the primary know a standby by `name`. */
  rename(standby: ServerConfig, name: string): void {
    const before = applicationName(standby);
    if (fold(before) === fold(name)) return;
    const edits = nameStandby(standby, name);
    if (typeof edits === 'string') {
      this.notes.push(`${standby.name} ${unnameable[edits]}: put application_name=${name} into it, or commits hang.`);
      return;
    }
    if (edits.some((edit) => this.#isTaken(edit))) {
      this.notes.push(
        `${standby.name} shares its primary_conninfo with another standby: give each a cluster_name of its own.`,
      );
      return;
    }
    const why = `${standby.name} calls itself ${before === '' ? 'nothing' : before}; the primary is to wait for ${name}.`;
    for (const edit of edits) this.changes.push({ why, edit });
    this.notes.push(howToReconnect(standby));
    if (standby.setting('primary_conninfo').setting?.kind === 'auto')
      this.notes.push(autoNote(standby, 'primary_conninfo'));
  }
}

type Synchronous = Extract<SwitchRequest, { mode: 'synchronous' }>;

function planSynchronous(primary: ServerConfig, standbys: readonly ServerConfig[], request: Synchronous): SwitchPlan {
  const names = distinct(request.standbys);
  const count = Math.min(Math.max(1, Math.trunc(request.count)), names.length);
  if (names.length === 0) {
    const notes = ['Choose at least one standby: an empty list is asynchronous replication.'];
    return { title: `Switch ${primary.name} to synchronous replication`, changes: [], gained: [], lost: [], notes };
  }
  const draft = new Draft();
  const candidates = standbyNames(primary, standbys);
  for (const name of names) {
    const server = candidates.find((it) => fold(it.name) === fold(name))?.server;
    if (server) draft.rename(server, name);
    else if (name !== '*')
      draft.notes.push(`No server here is ${name}: see that a standby connects with that application_name.`);
  }
  if (draft.changes.length > 0)
    draft.notes.push('Bring the standbys into effect first: until they are connected by these names, commits hang.');
  const wanted = formatSynchronousStandbyNames({ method: request.method, count, names });
  setNames(draft, primary, wanted);
  const level = letCommitsWait(draft, primary);
  const restart = letStandbysConnect(draft, primary);
  draft.notes.push(restart ? `Restart ${primary.name} at the end.` : reloadNote(primary));
  draft.notes.push('To release commits that hang: empty synchronous_standby_names and reload.');
  const setup = { method: request.method, count, names, level };
  return {
    title: `Switch ${primary.name} to synchronous replication: ${wanted}`,
    changes: draft.changes,
    gained: gainedBySynchronous(setup),
    lost: lostBySynchronous(setup),
    notes: draft.notes,
  };
}

function setNames(draft: Draft, primary: ServerConfig, wanted: string): void {
  const present = primary.setting('synchronous_standby_names').value;
  const parsed = parseSynchronousStandbyNames(present);
  const same = !('code' in parsed) && format(parsed) === wanted;
  if (!same)
    draft.set(primary, 'synchronous_standby_names', wanted, `Commits on ${primary.name} are to wait for ${wanted}.`);
}

function format(list: Exclude<ReturnType<typeof parseSynchronousStandbyNames>, { code: string }>): string {
  return formatSynchronousStandbyNames({ ...list, names: list.names.map(({ text }) => text) });
}

/** Raises a `synchronous_commit` that waits for no standby; returns the level in force then, `on` where a template decides. */
function letCommitsWait(draft: Draft, primary: ServerConfig): string {
  if (isFilledIn(primary, 'synchronous_commit')) {
    draft.notes.push(
      `A template fills in synchronous_commit of ${primary.name}: with off or local there no commit waits for a standby.`,
    );
    return 'on';
  }
  const level = primary.word('synchronous_commit');
  if (level !== 'off' && level !== 'local') return level;
  draft.set(primary, 'synchronous_commit', 'on', `With synchronous_commit = ${level} no commit waits for a standby.`);
  return 'on';
}

/** Without WAL senders, or at `wal_level = minimal`, no standby can connect. Returns whether a restart is needed. */
function letStandbysConnect(draft: Draft, primary: ServerConfig): boolean {
  const before = draft.changes.length;
  if (primary.number('max_wal_senders') === 0) {
    draft.set(primary, 'max_wal_senders', '10', 'Without WAL senders no standby can connect, and no commit waits.');
  }
  if (primary.word('wal_level') === 'minimal') {
    draft.set(primary, 'wal_level', 'replica', 'At wal_level = minimal no standby can connect.');
  }
  return draft.changes.length > before;
}

function planAsynchronous(primary: ServerConfig, standbys: readonly ServerConfig[]): SwitchPlan {
  const draft = new Draft();
  const title = `Switch ${primary.name} to asynchronous replication`;
  if (primary.setting('synchronous_standby_names').value === '') {
    const notes = [
      `${primary.name} is asynchronous already: it names no synchronous standby.`,
      ...commitNotes(primary),
    ];
    return { title, changes: [], gained: [], lost: [], notes };
  }
  draft.set(primary, 'synchronous_standby_names', '', `Commits on ${primary.name} are to wait for no standby.`);
  draft.notes.push(
    reloadNote(primary),
    'The standbys keep their application_name: it does no harm, and names them in pg_stat_replication.',
  );
  draft.notes.push(...commitNotes(primary));
  const listed = standbys.filter((it) => it.setting('synchronous_standby_names').value !== '').map((it) => it.name);
  if (listed.length > 0) {
    draft.notes.push(`${enumerate(listed)} still set synchronous_standby_names, which counts once promoted.`);
  }
  return { title, changes: draft.changes, gained: gainedByAsynchronous, lost: lostByAsynchronous, notes: draft.notes };
}

function commitNotes(primary: ServerConfig): readonly string[] {
  const level = primary.word('synchronous_commit');
  if (level === 'off') return ['synchronous_commit is off: a crash of this server itself loses its last commits.'];
  if (level.startsWith('remote_')) return [`synchronous_commit = ${level} acts as on while no standby is named.`];
  return [];
}

function reloadNote(primary: ServerConfig): string {
  return `A reload of ${primary.name} is enough (SELECT pg_reload_conf()); it needs no restart.`;
}

function autoNote(server: ServerConfig, name: string): string {
  const file = server.setting(name).at;
  const where = file?.kind === 'file' ? nameOf(file.uri) : 'postgresql.auto.conf';
  return `${name} of ${server.name} stands in ${where}, which wins over postgresql.conf: while the server runs, ALTER SYSTEM writes it too.`;
}

function distinct(names: readonly string[]): readonly string[] {
  return names.filter((name, at) => name !== '' && names.findIndex((it) => fold(it) === fold(name)) === at);
}
