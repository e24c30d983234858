import type { TextRow } from '../../connect/session.ts';
import { sqlLiteral } from '../quote-sql.ts';

/** What a base backup or a WAL receiver wants to know of a server before it starts. Sizes are bytes. */
export interface BackupFacts {
  readonly major: number;
  readonly inRecovery: boolean;
  readonly walLevel: string;
  readonly role: string;
  readonly mayReplicate: boolean;
  readonly walSenders: { readonly used: number; readonly most: number };
  readonly slots: { readonly used: number; readonly most: number };
  /** The slot that was asked for; undefined: there is none of that name. */
  readonly slot: { readonly type: string; readonly active: boolean } | undefined;
  /** Of all databases that may be measured; undefined: not asked for, or the server took too long to count. */
  readonly databaseSize: number | undefined;
  /** Databases whose size this role may not see. */
  readonly unmeasured: number;
  /** Tablespaces outside the data directory: where they are on the server. */
  readonly tablespaces: readonly string[];
  /** What is in them, by place; those that this role may not measure are left out. */
  readonly tablespaceSizes: ReadonlyMap<string, number>;
  readonly summarizesWal: boolean;
}

/** The questions, in one round trip; those of `sizeQuestion` are apart, since a server with many files is slow to answer it. */
export function backupQuestions(slot: string | undefined): string {
  return `SELECT pg_catalog.current_setting('server_version_num') AS version,
  pg_catalog.pg_is_in_recovery() AS standby,
  pg_catalog.current_setting('wal_level') AS wal_level,
  pg_catalog.current_setting('max_wal_senders') AS max_senders,
  (SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_get_wal_senders()) AS senders,
  pg_catalog.current_setting('max_replication_slots') AS max_slots,
  (SELECT pg_catalog.count(*) FROM pg_catalog.pg_replication_slots) AS slots,
  pg_catalog.current_setting('summarize_wal', true) AS summarize,
  current_user AS role,
  (SELECT rolreplication OR rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) AS may_replicate;
SELECT location FROM (SELECT pg_catalog.pg_tablespace_location(oid) AS location FROM pg_catalog.pg_tablespace) AS all_of_them
WHERE location LIKE '/%' OR location ~ '^[A-Za-z]:';
SELECT slot_type AS type, active FROM pg_catalog.pg_replication_slots WHERE slot_name = ${sqlLiteral(slot ?? '')}`;
}

/** How much there is to copy. */
export const sizeQuestion = `SELECT pg_catalog.sum(CASE WHEN visible THEN pg_catalog.pg_database_size(oid) END) AS size,
  pg_catalog.count(*) FILTER (WHERE NOT visible) AS unmeasured
FROM (SELECT oid, pg_catalog.has_database_privilege(oid, 'CONNECT')
  OR pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE') AS visible FROM pg_catalog.pg_database) AS databases;
SELECT pg_catalog.pg_tablespace_location(oid) AS location, pg_catalog.pg_tablespace_size(oid) AS size
FROM pg_catalog.pg_tablespace WHERE pg_catalog.pg_tablespace_location(oid) <> ''
  AND (pg_catalog.has_tablespace_privilege(oid, 'CREATE') OR pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE'))`;

function number(row: TextRow | undefined, name: string): number {
  return Number(row?.[name] ?? 0);
}

/** The answers to `backupQuestions` and to `sizeQuestion`; undefined: that one was given up. */
export function readBackupFacts(
  [server, places, slots]: readonly (readonly TextRow[])[],
  sizes: readonly (readonly TextRow[])[] | undefined,
): BackupFacts {
  const row = server?.[0];
  const slot = slots?.[0];
  return {
    major: Math.floor(number(row, 'version') / 10_000),
    inRecovery: row?.['standby'] === 't',
    walLevel: row?.['wal_level'] ?? '',
    role: row?.['role'] ?? '',
    mayReplicate: row?.['may_replicate'] === 't',
    walSenders: { used: number(row, 'senders'), most: number(row, 'max_senders') },
    slots: { used: number(row, 'slots'), most: number(row, 'max_slots') },
    slot: slot && { type: slot['type'] ?? '', active: slot['active'] === 't' },
    databaseSize: sizes && number(sizes[0]?.[0], 'size'),
    unmeasured: number(sizes?.[0]?.[0], 'unmeasured'),
    tablespaces: (places ?? []).flatMap(({ location }) => (location ? [location] : [])),
    tablespaceSizes: new Map((sizes?.[1] ?? []).map((it) => [it['location'] ?? '', number(it, 'size')])),
    summarizesWal: row?.['summarize'] === 'on',
  };
}

/** Whether there is a slot of that name, and whether somebody uses it. */
export function slotQuestion(slot: string): string {
  return `SELECT active FROM pg_catalog.pg_replication_slots WHERE slot_name = ${sqlLiteral(slot)}`;
}

/** The answer to `slotQuestion`. */
export function readSlotAnswer([rows]: readonly (readonly TextRow[])[]): 'absent' | 'active' | 'free' {
  const active = rows?.[0]?.['active'];
  if (active === undefined) return 'absent';
  return active === 't' ? 'active' : 'free';
}

/** Drops a slot that nobody uses. */
export function dropSlotStatement(slot: string): string {
  return `SELECT pg_catalog.pg_drop_replication_slot(${sqlLiteral(slot)})`;
}
