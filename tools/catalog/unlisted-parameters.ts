import type { Major, Parameter } from '../../core/src/catalog/parameter.ts';

interface Unlisted extends Parameter {
  readonly first: Major;
  readonly last: Major;
}

const statements = 'Client Connection Defaults / Statement Behavior';

/** Parameters that a file may set though `pg_settings` hides them. `findUnlisted` proves that there are no others. */
const hiddenFromView: readonly Unlisted[] = [
  {
    name: 'default_with_oids',
    first: 12,
    last: 19,
    type: 'bool',
    boot: 'off',
    context: 'user',
    category: 'Version and Platform Compatibility / Previous PostgreSQL Versions',
  },
  {
    name: 'is_superuser',
    first: 10,
    last: 19,
    type: 'bool',
    boot: 'off',
    context: 'internal',
    category: 'Preset Options',
  },
  { name: 'role', first: 10, last: 19, type: 'string', boot: 'none', context: 'user', category: statements },
  {
    name: 'seed',
    first: 10,
    last: 19,
    type: 'real',
    min: -1,
    max: 1,
    boot: '0',
    context: 'user',
    category: statements,
  },
  { name: 'session_authorization', first: 10, last: 19, type: 'string', context: 'user', category: statements },
  {
    name: 'ssl_renegotiation_limit',
    first: 10,
    last: 19,
    type: 'integer',
    min: 0,
    max: 0,
    boot: '0',
    context: 'user',
    category: 'Connections and Authentication / SSL',
  },
];

const archive = { first: 10, last: 11, context: 'recovery', category: 'Write-Ahead Log / Archive Recovery' } as const;
const target = { ...archive, category: 'Write-Ahead Log / Recovery Target' } as const;
const standby = { ...archive, category: 'Replication / Standby Servers' } as const;

/** The parameters of recovery.conf, which no view shows (`xlog.c:readRecoveryCommandFile`). */
const recoveryConf: readonly Unlisted[] = [
  { name: 'restore_command', type: 'string', ...archive },
  { name: 'archive_cleanup_command', type: 'string', ...archive },
  { name: 'recovery_end_command', type: 'string', ...archive },
  { name: 'recovery_target', type: 'string', ...target },
  { name: 'recovery_target_name', type: 'string', ...target },
  { name: 'recovery_target_time', type: 'string', ...target },
  { name: 'recovery_target_xid', type: 'string', ...target },
  { name: 'recovery_target_lsn', type: 'string', ...target },
  { name: 'recovery_target_timeline', type: 'string', ...target },
  { name: 'recovery_target_inclusive', type: 'bool', boot: 'on', ...target },
  {
    name: 'recovery_target_action',
    type: 'enum',
    values: ['pause', 'promote', 'shutdown'],
    boot: 'pause',
    ...target,
  },
  { name: 'standby_mode', type: 'bool', boot: 'off', ...standby },
  { name: 'primary_conninfo', type: 'string', ...standby },
  { name: 'primary_slot_name', type: 'string', ...standby },
  { name: 'trigger_file', type: 'string', ...standby },
  {
    name: 'recovery_min_apply_delay',
    type: 'integer',
    unit: 'ms',
    min: -2_147_483_648,
    max: 2_147_483_647,
    boot: '0',
    ...standby,
  },
];

/** The parameters of a major that `pg_settings` does not show, those of recovery.conf included. */
export function unlistedParameters(major: Major): readonly Parameter[] {
  return [...hiddenFromView, ...recoveryConf]
    .filter(({ first, last }) => first <= major && major <= last)
    .map(({ first: _, last: __, ...parameter }) => parameter);
}
