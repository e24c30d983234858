/** What the role of a session may do, read before anything is asked that could be refused. */
export interface Rights {
  readonly superuser: boolean;
  /** Of pg_read_all_stats, a part of pg_monitor. */
  readonly readStatistics: boolean;
  /** Of pg_read_all_settings, a part of pg_monitor. */
  readonly readSettings: boolean;
  /** Reads files of the server by SQL. */
  readonly readFiles: boolean;
  /** Views, tables and functions that a look needs and that are there and allowed: `pg_catalog.pg_control_system()`. */
  readonly granted: ReadonlySet<string>;
}

/** Those of `needs` that the role does not have. */
export function missing(rights: Rights, needs: readonly string[]): readonly string[] {
  return needs.filter((need) => !rights.granted.has(need));
}

/** `EXECUTE on pg_control_system()`, `SELECT on pg_hba_file_rules`: what a `GRANT` would have to say. */
export function grantFor(need: string): string {
  const name = need.replace(/^pg_catalog\./, '');
  return `${name.endsWith(')') ? 'EXECUTE' : 'SELECT'} on ${name}`;
}

/** Whether two roles see the same. */
export function sameRights(a: Rights, b: Rights): boolean {
  return (
    a.superuser === b.superuser &&
    a.readStatistics === b.readStatistics &&
    a.readSettings === b.readSettings &&
    a.readFiles === b.readFiles &&
    a.granted.size === b.granted.size &&
    [...a.granted].every((need) => b.granted.has(need))
  );
}
