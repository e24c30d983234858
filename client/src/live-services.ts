import type { Event, OutputChannel } from 'vscode';
import type { Action } from './act/action.ts';
import type { NodeParameters } from './connect/node-parameters.ts';
import type { ClusterProfile, ServerKey } from './connect/profile.ts';
import type { Session, SessionPurpose } from './connect/session.ts';
import type { ClusterServer, ClusterState, Target } from './live/topology.ts';

/** Which settings keep a profile. */
export type ProfileScope = 'user' | 'workspace';

/** The profiles of the settings and the passwords of the secret store. */
export interface ProfileStore {
  readonly profiles: readonly ClusterProfile[];
  readonly onDidChange: Event<void>;
  get(name: string): ClusterProfile | undefined;
  /** Replaces the profile of that name (or `formerName`) where it is kept, else adds it to `scope` (the user's). */
  save(
    profile: ClusterProfile,
    where?: { readonly formerName?: string | undefined; readonly scope?: ProfileScope | undefined },
  ): Promise<void>;
  /** Keeps a profile until the window is closed, in no settings. */
  lend(profile: ClusterProfile): { dispose(): void };
  remove(name: string): Promise<void>;
  /** One server for each host of the conninfo. Throws `ConnectError` 'configuration'. */
  servers(profile: ClusterProfile): readonly NodeParameters[];
  /** Undefined: none is kept. Keyed by host, port and user, so that no other profile can send it elsewhere. */
  password(server: NodeParameters): Promise<string | undefined>;
  keepPassword(server: NodeParameters, password: string): Promise<void>;
  forgetPassword(server: NodeParameters): Promise<void>;
  /**
   * Opens a session with the password that is kept, that of the passfile, or the one asked for. With `ask` false nobody
   * is asked: a missing password is a `ConnectError` 'passwordNeeded'. Refuses in a workspace that is not trusted.
   */
  open(
    server: NodeParameters,
    how: { readonly purpose: SessionPurpose; readonly ask: boolean; readonly signal?: AbortSignal },
  ): Promise<Session>;
}

/** The clusters as of now, and who looks at them. */
export interface Fleet {
  readonly clusters: readonly ClusterState[];
  /** Fires after each look and when clusters come, go or change. */
  readonly onDidChange: Event<void>;
  get(cluster: string): ClusterState | undefined;
  connect(cluster: string): Promise<void>;
  disconnect(cluster: string): Promise<void>;
  /** Looks now, at all connected clusters or one; resolves when the answer is in `clusters`. */
  refresh(cluster?: string): Promise<void>;
  /** Somebody watches (a visible view or panel) until the returned function is called: sessions exist only meanwhile. */
  watch(): () => void;
}

/** Runs actions: management allowed, shown, confirmed, done, written to the audit, looked at. */
export interface Actor {
  /** False: cancelled by the user, or management is not allowed, which is said. Throws if the server refuses. */
  run(action: Action): Promise<boolean>;
  readonly audit: OutputChannel;
}

/** One task of ours that runs now, as the tree shows it. */
export interface RunningTask {
  readonly id: number;
  /** `Base backup of main`. */
  readonly title: string;
  readonly cluster: string | undefined;
  readonly server: ServerKey | undefined;
  /** How far it is, in words: `copying: 20.5 MB of 50.2 MB (40%), 12.1 MB/s, 3 s left`. */
  readonly progress: string;
}

/** What a run leaves if its window dies; said when the next window opens. */
export interface Leftovers {
  /** The folder that it fills. */
  readonly target: string;
  /** The slot that it makes on its server. */
  readonly slot?: string | undefined;
}

/** The tasks of ours that run now. */
export interface RunningTasks {
  readonly all: readonly RunningTask[];
  readonly onDidChange: Event<void>;
  /** Lists a task while `work` runs; `work` gets the signal of a cancel and a way to tell how far it is. */
  run<Result>(
    about: Omit<RunningTask, 'id' | 'progress'> & { readonly leaves?: Leftovers | undefined },
    work: (signal: AbortSignal, tell: (progress: string) => void) => Promise<Result>,
    controller?: AbortController,
  ): Promise<Result>;
  /** As the user's Cancel: nothing half-written stays behind. */
  cancel(id: number): void;
}

/** What commands, views and tasks of the desktop build on. */
export interface LiveServices {
  readonly profiles: ProfileStore;
  readonly fleet: Fleet;
  readonly actor: Actor;
  readonly tasks: RunningTasks;
  readonly output: { info(message: string): void; warn(message: string): void; error(message: string | Error): void };
  /** Asks which cluster, or server, is meant where the command came without one; undefined: cancelled. */
  chooseCluster(target: Target | undefined): Promise<ClusterState | undefined>;
  chooseServer(
    target: Target | undefined,
    fits?: (server: ClusterServer) => boolean,
  ): Promise<{ readonly cluster: ClusterState; readonly server: ClusterServer } | undefined>;
}
