import { type Major, newestMajor, toMajor } from '../../../core/src/index.ts';
import type { ServerKey } from '../connect/profile.ts';
import { type Session, StatementError } from '../connect/session.ts';
import { clusterManager } from './cluster-manager.ts';
import { hiddenParts } from './hidden-parts.ts';
import { activity } from './queries/activity.ts';
import { archiver } from './queries/archiver.ts';
import { baseBackups } from './queries/base-backups.ts';
import { fileSettings } from './queries/file-settings.ts';
import { hbaRules } from './queries/hba-rules.ts';
import { control, identity, replayPause, settingsFingerprint } from './queries/identity.ts';
import { publications } from './queries/publications.ts';
import { recoveryConflicts } from './queries/recovery-conflicts.ts';
import { roleRights } from './queries/role-rights.ts';
import { settings } from './queries/settings.ts';
import { slots } from './queries/slots.ts';
import { subscriptions } from './queries/subscriptions.ts';
import { walReceiver } from './queries/wal-receiver.ts';
import { walSenders } from './queries/wal-senders.ts';
import { type Answer, compose, type QueryContext } from './query.ts';
import { sqlLiteral } from './quote-sql.ts';
import { type Rights, sameRights } from './rights.ts';
import { readConfiguration, type SeenConfiguration } from './seen-configuration.ts';
import { readPublication, readSubscription, readWalReceiver, readWalSender } from './seen-replication.ts';
import type { SeenServer, ServerIdentity } from './server-look.ts';

/** Settings last: looking into the files tells this session which of them wait for a restart. */
const parts = [
  identity,
  control,
  replayPause,
  walSenders,
  walReceiver,
  slots,
  archiver,
  publications,
  subscriptions,
  recoveryConflicts,
  baseBackups,
  activity,
  fileSettings,
  hbaRules,
  settings,
];

const rightsOfRole = roleRights(parts);
const noRights: Rights = {
  superuser: false,
  readStatistics: false,
  readSettings: false,
  readFiles: false,
  granted: new Set(),
};

/** Milliseconds after which the rights of a role are read again. */
const rightsAge = 60_000;

/** SQLSTATE of a missing right, and of a promotion (`recovery is in progress`) that came in the middle of a look. */
const worthAnotherTry = new Set(['42501', '55000']);

/** Looks at one server again and again; remembers what it need not ask each time. One look at a time. */
export class Observer {
  readonly #key: ServerKey;
  #session: Session | undefined;
  #rights = noRights;
  #rightsReadAt = 0;
  #configuration: SeenConfiguration | undefined;
  /** When the statement was first seen that has waited for its commit longest. */
  #waiter: { readonly statement: string; readonly since: number } | undefined;

  constructor(key: ServerKey) {
    this.#key = key;
  }

  /**
   * Asks the server for everything in one round trip; the first look at a session takes a second one, for the rights of
   * its role. Settings, HBA records and errors in files are asked for again after a reload, or if `full`. Throws what
   * `Session.run` throws, and an `Error` for an answer that is not what a server of this major gives.
   */
  async look(session: Session, { full = false } = {}): Promise<SeenServer> {
    if (session !== this.#session) await this.#readRights(session);
    try {
      return await this.#ask(session, full);
    } catch (error) {
      if (!(error instanceof StatementError && worthAnotherTry.has(error.code))) throw error;
      await this.#readRights(session);
      return await this.#ask(session, full);
    }
  }

  async #readRights(session: Session): Promise<void> {
    const { text, answer } = compose([rightsOfRole], contextOf(session, noRights));
    this.#keepRights(answer(await session.run(text)));
    this.#session = session;
  }

  #keepRights(answer: Answer): void {
    const [rights] = answer.rows(rightsOfRole) ?? [];
    if (!rights) return;
    if (!sameRights(rights, this.#rights)) this.#configuration = undefined;
    this.#rights = rights;
    this.#rightsReadAt = performance.now();
  }

  /** Rights that have grown old are read by the way, for the next look. */
  async #ask(session: Session, full: boolean): Promise<SeenServer> {
    const rights = this.#rights;
    const known = full ? undefined : this.#configuration?.fingerprint;
    const stale = known === undefined ? 'true' : `${settingsFingerprint} <> ${sqlLiteral(known)}`;
    const context = { ...contextOf(session, rights), stale };
    const old = performance.now() - this.#rightsReadAt > rightsAge;
    const { text, answer } = compose(old ? [...parts, rightsOfRole] : parts, context);
    const asked = performance.now();
    const results = await session.run(text);
    const roundTrip = performance.now() - asked;
    const given = answer(results);
    this.#configuration = readConfiguration(given, this.#configuration);
    const seen = seenServer(given, context, this.#configuration);
    if (old) this.#keepRights(given);
    const [sessions] = given.rows(activity) ?? [];
    const longestCommitWait = this.#longestWait(rights.readStatistics ? sessions?.oldestWaiter : undefined);
    return { reached: true, key: this.#key, at: new Date(), roundTrip, longestCommitWait, ...seen };
  }

  /** No view says since when a commit waits, only when its statement began: the wait is timed from look to look. */
  #longestWait(statement: string | undefined): number {
    const now = performance.now();
    if (statement === undefined) this.#waiter = undefined;
    else if (this.#waiter?.statement !== statement) this.#waiter = { statement, since: now };
    return this.#waiter === undefined ? 0 : now - this.#waiter.since;
  }
}

/** A server newer than all that is known is asked like the newest. */
function contextOf({ versionNumber }: Session, rights: Rights): QueryContext {
  const major = toMajor(`${Math.floor(versionNumber / 10_000)}`);
  if (versionNumber < 100_000) throw new Error('PostgreSQL before 10 is not known here.');
  return { major: major ?? newestMajor, rights, stale: 'true' };
}

type Told = Omit<SeenServer, 'reached' | 'key' | 'at' | 'roundTrip' | 'longestCommitWait'>;

function seenServer(answer: Answer, { major, rights }: QueryContext, configuration: SeenConfiguration): Told {
  const [server] = answer.rows(identity) ?? [];
  if (!server) throw new Error('The server did not say who it is.');
  const { current, received, replayed, lastReplayedAt, inRecovery } = server;
  const allSlots = answer.rows(slots) ?? [];
  const senders = (answer.rows(walSenders) ?? []).map((row) => readWalSender(row, allSlots));
  const [sessions] = answer.rows(activity) ?? [];
  return {
    identity: identityOf(answer, server, major, configuration),
    wal: { current, received, replayed, replayPause: answer.rows(replayPause)?.[0]?.state, lastReplayedAt },
    walSenders: senders,
    walReceiver: (answer.rows(walReceiver) ?? []).map((row) => readWalReceiver(row, major))[0],
    slots: allSlots,
    archiver: answer.rows(archiver)?.[0],
    publications: (answer.rows(publications) ?? []).map(readPublication),
    subscriptions: (answer.rows(subscriptions) ?? []).map(readSubscription),
    conflicts: answer.rows(recoveryConflicts) ?? [],
    baseBackups: answer.rows(baseBackups) ?? [],
    waitingCommits: rights.readStatistics ? sessions?.waiting : undefined,
    settings: configuration.settings,
    fileErrors: configuration.fileErrors,
    hbaRules: configuration.hbaRules,
    hidden: hiddenParts(rights, parts, { major, inRecovery }),
    manager: clusterManager({
      settings: configuration.settings,
      slots: allSlots,
      walSenders: senders,
      sessions: sessions?.managers ?? [],
      repmgrNodes: sessions?.repmgr ?? false,
      cloudNativePgSetting: sessions?.cloudNativePg ?? false,
    }),
  };
}

type ServerRow = ReturnType<typeof identity.read>[number];

function identityOf(
  answer: Answer,
  server: ServerRow,
  major: Major,
  { settings: known }: SeenConfiguration,
): ServerIdentity {
  const { version, inRecovery, startedAt, configLoadedAt, clusterName, database, role, superuser, address, port } =
    server;
  const [file] = answer.rows(control) ?? [];
  return {
    systemIdentifier: file?.systemIdentifier ?? '',
    major,
    version,
    inRecovery,
    timeline: file?.timeline,
    startedAt,
    configLoadedAt,
    clusterName,
    database,
    role,
    superuser,
    address,
    port,
    dataDirectory: known.get('data_directory')?.value,
    configFile: known.get('config_file')?.value,
    hbaFile: known.get('hba_file')?.value,
    identFile: known.get('ident_file')?.value,
  };
}
