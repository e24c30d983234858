import type { ServerKey } from '../connect/profile.ts';

/** Statements for one server, shown to the user before anything runs. */
export interface Action {
  /** `Drop replication slot standby1`: a verb and its object. */
  readonly title: string;
  readonly cluster: string;
  readonly server: ServerKey;
  /** In order; each is sent by itself, so that ALTER SYSTEM is not in a transaction block. */
  readonly statements: readonly string[];
  /** What it brings and what it risks, a sentence each. */
  readonly consequences: readonly string[];
  /** The word on the button that runs it: `Drop`. */
  readonly verb: string;
  /** What it means when a SELECT among the statements gives `false`, or no row. */
  readonly whenFalse?: string | undefined;
}

/** An action that must not run now: one sentence why, and the way out. */
export interface Refusal {
  readonly refused: string;
}
