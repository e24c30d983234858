import type { Lsn, Major } from '../../../core/src/index.ts';
import type { ServerKey } from '../connect/profile.ts';
import type { ConnectFailure } from '../connect/session.ts';

/** What one look at one server gave. */
export type Look = SeenServer | UnseenServer;

/** No answer; `last` is what was seen before, if anything was. */
export interface UnseenServer {
  readonly reached: false;
  readonly key: ServerKey;
  readonly at: Date;
  readonly failure: ConnectFailure;
  /** One sentence, without a secret. */
  readonly reason: string;
  readonly last: SeenServer | undefined;
}

/** Everything one server told of itself at one moment. Sizes are bytes, durations milliseconds. */
export interface SeenServer {
  readonly reached: true;
  readonly key: ServerKey;
  readonly at: Date;
  /** From sending the question to the whole answer. */
  readonly roundTrip: number;
  readonly identity: ServerIdentity;
  readonly wal: WalPosition;
  readonly walSenders: readonly WalSender[];
  readonly walReceiver: WalReceiver | undefined;
  readonly slots: readonly Slot[];
  readonly archiver: Archiver | undefined;
  readonly publications: readonly Publication[];
  readonly subscriptions: readonly Subscription[];
  readonly conflicts: readonly RecoveryConflicts[];
  readonly baseBackups: readonly BaseBackupProgress[];
  /** Sessions whose commit waits for a synchronous standby (wait event SyncRep); undefined: may not be seen. */
  readonly waitingCommits: number | undefined;
  /** Milliseconds for which the oldest of them has been seen waiting; it may have waited longer. 0: not seen before. */
  readonly longestCommitWait: number;
  /** Every row of pg_settings that may be seen, by name; passwords in values are masked. */
  readonly settings: ReadonlyMap<string, LiveSetting>;
  /** Rows of pg_file_settings and pg_hba_file_rules with an error. */
  readonly fileErrors: readonly FileError[];
  /** Rows of pg_hba_file_rules in order; undefined: may not be seen. */
  readonly hbaRules: readonly HbaRule[] | undefined;
  /** What this role may not see, and the right that would show it. */
  readonly hidden: readonly HiddenPart[];
  /** The tool that manages this server, told by its traces; undefined if there are none. */
  readonly manager: ClusterManager | undefined;
}

export interface ServerIdentity {
  /** The same on all servers of one physical system; a text of digits, empty where it may not be seen. */
  readonly systemIdentifier: string;
  readonly major: Major;
  /** `18.4`, as server_version says. */
  readonly version: string;
  readonly inRecovery: boolean;
  readonly timeline: number | undefined;
  readonly startedAt: Date;
  readonly configLoadedAt: Date;
  readonly clusterName: string;
  readonly database: string;
  readonly role: string;
  readonly superuser: boolean;
  /** Where the server itself listens, as it sees this session; undefined over a Unix socket. */
  readonly address: string | undefined;
  readonly port: number;
  /** Undefined where the role may not see them. */
  readonly dataDirectory: string | undefined;
  readonly configFile: string | undefined;
  readonly hbaFile: string | undefined;
  readonly identFile: string | undefined;
}

type ReplayPause = 'not paused' | 'pause requested' | 'paused';

/** On a primary only `current`, on a standby only the others. */
export interface WalPosition {
  /** End of what was written. */
  readonly current: Lsn | undefined;
  readonly received: Lsn | undefined;
  readonly replayed: Lsn | undefined;
  readonly replayPause: ReplayPause | undefined;
  /** Commit time of the last transaction replayed. */
  readonly lastReplayedAt: Date | undefined;
}

/** A position at each stage; undefined: not known (yet), or may not be seen. */
export interface Stages<Value> {
  readonly sent: Value | undefined;
  readonly write: Value | undefined;
  readonly flush: Value | undefined;
  readonly replay: Value | undefined;
}

/** One row of pg_stat_replication. */
export interface WalSender {
  readonly pid: number;
  readonly user: string;
  readonly applicationName: string;
  /** Undefined: a Unix socket, or may not be seen. */
  readonly clientAddress: string | undefined;
  readonly clientPort: number | undefined;
  readonly clientHostname: string | undefined;
  /** startup, catchup, streaming, backup, stopping; undefined: may not be seen. */
  readonly state: string | undefined;
  /** async, potential, sync, quorum. */
  readonly syncState: string | undefined;
  readonly syncPriority: number | undefined;
  readonly at: Stages<Lsn>;
  /** Measured round trips of recent WAL; all undefined once it has caught up and nothing happens. */
  readonly lagTime: Omit<Stages<number>, 'sent'>;
  readonly replyAt: Date | undefined;
  /** The slot that this sender's process holds. */
  readonly slot: string | undefined;
  readonly startedAt: Date | undefined;
}

/** The row of pg_stat_wal_receiver. */
export interface WalReceiver {
  readonly pid: number;
  readonly status: string | undefined;
  readonly slot: string | undefined;
  readonly senderHost: string | undefined;
  readonly senderPort: number | undefined;
  /** The application_name it gave, or its fallback (cluster_name, `walreceiver`); undefined: may not be seen. */
  readonly applicationName: string | undefined;
  readonly receivedTimeline: number | undefined;
  readonly lastMessageAt: Date | undefined;
  readonly latestEnd: Lsn | undefined;
  readonly latestEndAt: Date | undefined;
}

/** One row of pg_replication_slots. */
export interface Slot {
  readonly name: string;
  readonly kind: 'physical' | 'logical';
  readonly plugin: string | undefined;
  readonly database: string | undefined;
  readonly temporary: boolean;
  readonly active: boolean;
  readonly activePid: number | undefined;
  readonly restart: Lsn | undefined;
  readonly confirmedFlush: Lsn | undefined;
  /** WAL kept for this slot on this server. */
  readonly retained: bigint | undefined;
  /** reserved, extended, unreserved, lost (13+). */
  readonly walStatus: string | undefined;
  /** Bytes that may still be written before the slot is in danger (13+); undefined: no limit. */
  readonly safeWalSize: bigint | undefined;
  /** 17+. */
  readonly inactiveSince: Date | undefined;
  /** wal_removed, rows_removed, wal_level_insufficient, idle_timeout; `conflicting` on 16. */
  readonly invalidation: string | undefined;
  readonly twoPhase: boolean | undefined;
  readonly failover: boolean | undefined;
  readonly synced: boolean | undefined;
}

interface Archiver {
  /** This server archives: `archive_mode` is `always`, or `on` and it is not in recovery. */
  readonly enabled: boolean;
  readonly archived: bigint;
  readonly lastArchived: string | undefined;
  readonly lastArchivedAt: Date | undefined;
  readonly failed: bigint;
  readonly lastFailed: string | undefined;
  readonly lastFailedAt: Date | undefined;
}

/** A publication of the database of the session. */
export interface Publication {
  readonly name: string;
  readonly allTables: boolean;
  readonly operations: readonly ('insert' | 'update' | 'delete' | 'truncate')[];
  /** `schema.table`, without quotes; empty where it publishes all tables. */
  readonly tables: readonly string[];
}

/** A subscription; tables and their states only for those of the database of the session. */
export interface Subscription {
  readonly name: string;
  readonly database: string;
  /** Whether it is in the database of the session, so that it can be altered from it. */
  readonly here: boolean;
  readonly enabled: boolean;
  readonly publications: readonly string[];
  readonly slot: string | undefined;
  /** The apply worker runs. */
  readonly running: boolean;
  readonly received: Lsn | undefined;
  readonly latestEnd: Lsn | undefined;
  readonly lastMessageAt: Date | undefined;
  /** The transaction to be skipped (15+). */
  readonly skip: Lsn | undefined;
  readonly tables: readonly { readonly name: string; readonly state: string }[];
  /** 15+, undefined before. */
  readonly applyErrors: bigint | undefined;
  readonly syncErrors: bigint | undefined;
  /** Counters of conflicts that are not 0 by the server's own names, without `confl_` (18+). */
  readonly conflicts: ReadonlyMap<string, bigint>;
}

/** Queries cancelled by replay in one database of a standby; only rows with a counter that is not 0. */
interface RecoveryConflicts {
  readonly database: string;
  /** tablespace, lock, snapshot, bufferpin, deadlock, active_logicalslot. */
  readonly counts: ReadonlyMap<string, bigint>;
}

/** One row of pg_stat_progress_basebackup (13+). */
interface BaseBackupProgress {
  readonly pid: number;
  readonly phase: string | undefined;
  readonly total: bigint | undefined;
  readonly streamed: bigint | undefined;
}

/** One row of pg_settings. */
export interface LiveSetting {
  readonly name: string;
  /** As SHOW gives it: with a unit. */
  readonly value: string;
  readonly context: string;
  /** `default`, `configuration file`, `command line`, … */
  readonly source: string;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly pendingRestart: boolean;
}

export interface FileError {
  readonly view: 'pg_file_settings' | 'pg_hba_file_rules';
  readonly file: string;
  readonly line: number | undefined;
  readonly message: string;
}

/** One record as the server reads it. */
export interface HbaRule {
  readonly file: string | undefined;
  readonly line: number;
  readonly type: string;
  readonly databases: readonly string[];
  readonly users: readonly string[];
  readonly address: string | undefined;
  readonly netmask: string | undefined;
  readonly method: string;
  readonly options: readonly string[];
}

/** A part of a look that this role may not see. */
export interface HiddenPart {
  /** What is hidden, in the words of the tree: `WAL senders`. */
  readonly what: string;
  /** What would show it: `pg_monitor`, or a statement's worth of it. */
  readonly right: string;
}

export type ClusterManager =
  | 'Patroni'
  | 'repmgr'
  | 'pg_auto_failover'
  | 'CloudNativePG'
  | 'Zalando operator'
  | 'Crunchy operator';
