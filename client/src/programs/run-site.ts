import type { NodeParameters } from '../connect/node-parameters.ts';
import type { Session, SessionPurpose } from '../connect/session.ts';
import type { ProgramFinder } from './find-programs.ts';
import type { ProgramWorld } from './program-world.ts';
import type { ProgramProgress } from './progress.ts';

/** The server that a program connects to, as its profile reaches it. */
export interface ReachedServer {
  readonly parameters: NodeParameters;
  /** Opens a session; throws `ConnectError`. */
  open(purpose: SessionPurpose): Promise<Session>;
  /** The password that `open` used; undefined: a passfile of the user, a certificate or trust did. Asked after `open`. */
  password(): Promise<string | undefined>;
  /** Why a replication connection is refused; undefined: it is not. */
  tryReplication(): Promise<string | undefined>;
}

/** Where programs are found and run. */
export interface RunSite {
  /** Milliseconds of silence after which it is said that nothing arrives; left out: half a minute. */
  readonly patience?: number;
  readonly world: ProgramWorld;
  readonly finder: ProgramFinder;
}

/** Who watches a run. */
export interface RunHooks {
  readonly signal: AbortSignal;
  /** A line for the terminal: of the program, or of ours. No password is in it. */
  onLine(line: string): void;
  onProgress(progress: ProgramProgress): void;
  /** Asks whether to go on: after a dry run, or before what cannot be taken back. */
  confirm(question: string, verb: string): Promise<boolean>;
}

/** Why a run failed, and what to do. */
export interface Failure {
  readonly ended: 'failed';
  readonly cause: string;
  readonly next: string;
  readonly notes: readonly string[];
}

/** How a run ended. `notes` are sentences worth knowing: what is left, what comes next. */
export type Outcome = { readonly ended: 'done' | 'cancelled'; readonly notes: readonly string[] } | Failure;

export function done(...notes: readonly string[]): Outcome {
  return { ended: 'done', notes };
}

export function failed(cause: string, next = '', notes: readonly string[] = []): Failure {
  return { ended: 'failed', cause, next, notes };
}
