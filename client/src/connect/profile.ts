import * as z from 'zod/mini';

/** One cluster as the settings keep it: how to reach its servers, never with a password. */
export interface ClusterProfile {
  /** Unique among all profiles; what the sidebar shows. */
  readonly name: string;
  /**
   * A libpq connection string or URI without a password. Several hosts are several servers of one cluster. What it leaves
   * out comes from its `service`, the `PG*` variables and libpq's defaults, in that order, when a session is opened.
   */
  readonly conninfo: string;
  /** Whether actions may change these servers; else every session is read-only. */
  readonly allowManagement: boolean;
  /** Shown in colour; every action asks for the name to be typed. */
  readonly production: boolean;
}

/** One entry of the setting `pgReplication.clusters`. */
export const profileSchema = z.object({
  name: z.string().check(z.minLength(1)),
  conninfo: z.string().check(z.minLength(1)),
  allowManagement: z._default(z.boolean(), false),
  production: z._default(z.boolean(), false),
});

/** `host:port`, the host as written in the conninfo (a folder for a Unix socket, brackets around IPv6): one server of a profile. */
export type ServerKey = string;
