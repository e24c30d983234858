import { type Parameter, parameterText, type Role, type ServerConfig } from '../../../core/src/index.ts';

/** The groups of `pg_settings` that matter first to a role. */
const groupsOf: Readonly<Record<Role, readonly string[]>> = {
  primary: ['Replication / Sending Servers', 'Replication / Primary Server', 'Replication / Master Server'],
  standby: ['Replication / Standby Servers', 'Write-Ahead Log / Archive Recovery'],
  recovery: ['Write-Ahead Log / Archive Recovery', 'Write-Ahead Log / Recovery Target'],
};

/** Parameters of other groups without which nothing replicates. */
const essential = ['wal_level', 'synchronous_commit', 'archive_mode', 'listen_addresses', 'cluster_name'];

/** What people set together: where the first is set, the second is what is missing. */
const companions: readonly (readonly [string, string])[] = [
  ['archive_mode', 'archive_command'],
  ['archive_mode', 'archive_library'],
  ['archive_command', 'archive_mode'],
  ['archive_library', 'archive_mode'],
  ['synchronous_standby_names', 'synchronous_commit'],
  ['synchronous_commit', 'synchronous_standby_names'],
  ['primary_conninfo', 'primary_slot_name'],
  ['primary_slot_name', 'primary_conninfo'],
  ['primary_slot_name', 'hot_standby_feedback'],
  ['max_replication_slots', 'max_slot_wal_keep_size'],
  ['sync_replication_slots', 'hot_standby_feedback'],
  ['sync_replication_slots', 'primary_slot_name'],
  ['summarize_wal', 'wal_summary_keep_time'],
  ['ssl', 'ssl_cert_file'],
  ['ssl', 'ssl_key_file'],
];

/** The second does the work of the first. */
const alternatives: readonly (readonly [string, string])[] = [
  ['archive_command', 'archive_library'],
  ['archive_library', 'archive_command'],
];

/** Why a parameter may be wanted here, the lowest number first; `goesWith` names a setting that it is missing beside. */
export interface Rank {
  readonly order: number;
  readonly goesWith?: string;
}

function isAboutReplication({ name, category }: Parameter): boolean {
  return category.startsWith('Replication') || parameterText(name)?.replication !== undefined;
}

/** First what is missing beside something that is set, then what matters to the server's role, to replication, the rest; last what is set. */
export function rankOf(parameter: Parameter, server: ServerConfig): Rank {
  const isSet = (name: string) => server.setting(name).at !== undefined;
  if (isSet(parameter.name)) return { order: 4 };
  const beside = companions.find(([given, missing]) => missing === parameter.name && isSet(given));
  if (beside && !alternatives.some(([one, other]) => one === parameter.name && isSet(other))) {
    return { order: 0, goesWith: beside[0] };
  }
  if (groupsOf[server.role].includes(parameter.category) || essential.includes(parameter.name)) return { order: 1 };
  return { order: isAboutReplication(parameter) ? 2 : 3 };
}
