import type { ClusterProfile, ServerKey } from '../connect/profile.ts';
import type { Look, Slot, Stages, Subscription, WalSender } from './server-look.ts';

/** From fine to grave. */
export type Level = 'ok' | 'information' | 'warning' | 'error';

/** One thing that is not as it should be. */
export interface Trouble {
  /** The same for the same cause in every look: nobody is told twice. */
  readonly cause: string;
  readonly level: Exclude<Level, 'ok'>;
  /** The server that it is about; undefined: the cluster. */
  readonly server: ServerKey | undefined;
  /** One sentence for people. */
  readonly message: string;
  /** What to do, if there is more to say. */
  readonly advice: string | undefined;
  /** Whether its appearance is worth a notification. */
  readonly announce: boolean;
}

/** How far a downstream is behind its upstream. */
export interface Lag {
  /** Bytes between the upstream's newest WAL and each stage. */
  readonly bytes: Stages<bigint>;
  /** Milliseconds; only while bytes are missing at that stage. */
  readonly time: Omit<Stages<number>, 'sent'>;
}

/** What a WAL sender serves. */
export type SenderKind = 'standby' | 'baseBackup' | 'walArchive' | 'logical';

/** One stream from an upstream to whoever receives it. */
export interface Link {
  readonly upstream: ServerKey;
  readonly sender: WalSender;
  readonly kind: SenderKind;
  readonly lag: Lag;
  readonly slot: Slot | undefined;
  /** The server that receives, if we look at it; undefined: not in the profile, or not a server. */
  readonly downstream: ServerKey | undefined;
  /** The subscription that receives, for a logical stream whose subscriber is looked at. */
  readonly subscription: Subscription | undefined;
}

/** One server of a cluster with its place in the cluster. */
export interface ClusterServer {
  readonly key: ServerKey;
  /** What people call it: cluster_name or the application name it streams under, else its key. */
  readonly name: string;
  readonly look: Look;
  readonly role: 'primary' | 'standby' | 'unknown';
  /** Undefined: it is a primary, streams from nobody, or its upstream is not in the profile. */
  readonly upstream: ServerKey | undefined;
  /** The stream that feeds it, as its upstream sees it. */
  readonly feed: Link | undefined;
  /**
   * Bytes of the primary's WAL that it has not replayed, for a standby that streams from another standby: that one may be
   * behind itself. Undefined for others, and where that is not known.
   */
  readonly behindPrimary: bigint | undefined;
  /** Streams from it, standbys first. */
  readonly links: readonly Link[];
}

/** A server that another one told of and that no profile lists. */
export interface FoundServer {
  readonly host: string;
  /** Undefined: not known (a standby's port is not in pg_stat_replication). */
  readonly port: number | undefined;
  readonly name: string;
  readonly from: ServerKey;
  readonly relation: 'standby' | 'upstream';
}

/** A standby that no profile lists and that does not stream any more. */
export interface MissedStandby {
  readonly name: string;
  readonly host: string;
  /** The server that it was fed by. */
  readonly from: ServerKey;
  readonly since: Date;
}

/** One cluster as of its newest looks. */
export interface ClusterTopology {
  readonly servers: readonly ClusterServer[];
  readonly found: readonly FoundServer[];
  readonly missed: readonly MissedStandby[];
  readonly troubles: readonly Trouble[];
  /** The worst of the troubles. */
  readonly level: Level;
}

/** One cluster as the sidebar shows it. `topology` is undefined before the first look. */
export interface ClusterState {
  readonly profile: ClusterProfile;
  readonly connected: boolean;
  readonly topology: ClusterTopology | undefined;
}

/** What a tree row, a notification or a command is about. */
export interface Target {
  readonly cluster: string;
  readonly server?: ServerKey;
  readonly slot?: string;
  readonly subscription?: string;
  /** Process id of a WAL sender. */
  readonly sender?: number;
}
