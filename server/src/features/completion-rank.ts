import { type Parameter, parameterText, type Role } from '../../../core/src/index.ts';

/** The groups of `pg_settings` that matter first to a role; old majors call the primary's group otherwise. */
const groupsOf: Readonly<Record<Role, RegExp>> = {
  primary: /^Replication \/ (?!Standby|Subscribers)/,
  standby: /^(?:Replication \/ Standby|Write-Ahead Log \/ Archive Recovery)/,
  recovery: /^Write-Ahead Log \/ (?:Archive Recovery|Recovery Target)/,
};

/** Parameters of other groups without which nothing replicates. */
const essential = new Set(['wal_level', 'synchronous_commit', 'archive_mode', 'listen_addresses', 'cluster_name']);

/** What people set together: the first is missing where one of the others is set. */
const companions = new Map<string, readonly string[]>([
  ['archive_command', ['archive_mode']],
  ['archive_library', ['archive_mode']],
  ['archive_mode', ['archive_command', 'archive_library']],
  ['synchronous_commit', ['synchronous_standby_names']],
  ['synchronous_standby_names', ['synchronous_commit']],
  ['primary_slot_name', ['primary_conninfo', 'sync_replication_slots']],
  ['primary_conninfo', ['primary_slot_name']],
  ['hot_standby_feedback', ['primary_slot_name', 'sync_replication_slots']],
  ['max_slot_wal_keep_size', ['max_replication_slots']],
  ['wal_summary_keep_time', ['summarize_wal']],
  ['ssl_cert_file', ['ssl']],
  ['ssl_key_file', ['ssl']],
]);

/** Which other parameter does the work of one. */
const alternatives = new Map([
  ['archive_command', 'archive_library'],
  ['archive_library', 'archive_command'],
]);

/** Why a parameter may be wanted here, the lowest number first; `goesWith` names a setting that it is missing beside. */
export interface Rank {
  readonly order: number;
  readonly goesWith?: string;
}

/** How many orders there are. */
export const ranks = 5;

/** 1 for what matters to a role, 2 for what has to do with replication, 3 for the rest. */
const usual: Readonly<Record<Role, WeakMap<Parameter, number>>> = {
  primary: new WeakMap(),
  standby: new WeakMap(),
  recovery: new WeakMap(),
};

function usualOrder({ name, category }: Parameter, role: Role): number {
  if (groupsOf[role].test(category) || essential.has(name)) return 1;
  return category.startsWith('Replication') || parameterText(name)?.replication !== undefined ? 2 : 3;
}

/** First what is missing beside something that is set, then what matters to the server's role, to replication, the rest; last what is set. */
export function rankOf(parameter: Parameter, role: Role, isSet: ReadonlySet<string>): Rank {
  const { name } = parameter;
  if (isSet.has(name)) return { order: 4 };
  const goesWith = companions.get(name)?.find((given) => isSet.has(given));
  if (goesWith !== undefined && !isSet.has(alternatives.get(name) ?? name)) return { order: 0, goesWith };
  let order = usual[role].get(parameter);
  if (order === undefined) {
    order = usualOrder(parameter, role);
    usual[role].set(parameter, order);
  }
  return { order };
}
