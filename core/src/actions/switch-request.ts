import type { ServerConfig } from '../model/server-config.ts';
import type { Edit } from '../rules/rule.ts';

/** What somebody wants a primary's replication to be. */
export type SwitchRequest =
  | {
      readonly mode: 'synchronous';
      /** `FIRST`: the first of the list that are connected confirm; `ANY`: whichever answer first. */
      readonly method: 'FIRST' | 'ANY';
      /** How many standbys confirm each commit; taken as 1 if lower, as the number of names if higher. */
      readonly count: number;
      /** Names of `standbyNames`, or others. */
      readonly standbys: readonly string[];
    }
  | { readonly mode: 'asynchronous' };

/** One edit with its reason, as the user is shown it. */
export interface SwitchChange {
  readonly why: string;
  readonly edit: Edit;
}

/** What to change in which files, and what that means. No changes: it is so already, or `notes` say why not. */
export interface SwitchPlan {
  readonly title: string;
  readonly changes: readonly SwitchChange[];
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  /** What to do besides: reload or restart, in which order; and what could not be changed. */
  readonly notes: readonly string[];
}

/** A standby that can be named; `server` is undefined for one that only the present list names. */
export interface StandbyName {
  readonly name: string;
  readonly server?: ServerConfig;
}
