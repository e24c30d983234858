import * as z from 'zod/mini';
import * as l10n from '../../l10n.ts';
import { compressionArguments, compressionProblems } from './compression.ts';
import {
  applicationNameRule,
  connectionFields,
  definitionOf,
  flag,
  hasControls,
  isApplicationName,
  manifestChecksums,
  mappingArguments,
  mappingProblems,
  type Operation,
  option,
  pathProblems,
  sinceProblems,
  slotProblems,
  syncMethod,
  tablespaceMapping,
  when,
} from './parts.ts';

/** A task that takes a base backup with pg_basebackup. */
export const baseBackupSchema = definitionOf('basebackup', {
  ...connectionFields,
  /** An absolute folder that is absent or empty; `{time}` in it becomes the time of the start. */
  target: z.string(),
  format: z._default(z.enum(['plain', 'tar']), 'plain'),
  walMethod: z._default(z.enum(['stream', 'fetch', 'none']), 'stream'),
  slot: z.optional(z.string()),
  createSlot: z._default(z.boolean(), false),
  /** Whether streaming without a slot of one's own uses a temporary one. */
  temporarySlot: z._default(z.boolean(), true),
  checkpoint: z._default(z.enum(['fast', 'spread']), 'spread'),
  /** `gzip`, `server-zstd:3`, as after --compress. */
  compress: z.optional(z.string()),
  /** Kilobytes in a second, or with `k` or `M`. */
  maxRate: z.optional(z.union([z.string(), z.number()])),
  tablespaceMapping: z.optional(tablespaceMapping),
  writeRecoveryConf: z._default(z.boolean(), false),
  /** What the standby of `writeRecoveryConf` will call itself. */
  applicationName: z.optional(z.string()),
  label: z.optional(z.string()),
  progress: z._default(z.boolean(), true),
  /** The backup_manifest of an earlier backup. */
  incremental: z.optional(z.string()),
  walDirectory: z.optional(z.string()),
  sync: z._default(z.boolean(), true),
  syncMethod: z.optional(syncMethod),
  verifyChecksums: z._default(z.boolean(), true),
  manifest: z._default(z.boolean(), true),
  manifestChecksums: z.optional(manifestChecksums),
  /** Writes every file name of the manifest in hexadecimal. */
  manifestForceEncode: z._default(z.boolean(), false),
  /** Whether the server counts the bytes first, which progress in percent needs. */
  estimateSize: z._default(z.boolean(), true),
  /** Seconds between reports of what has arrived. */
  statusInterval: z.optional(z.number()),
});
export type BaseBackupDefinition = z.infer<typeof baseBackupSchema>;

const leastRate = 32;
const mostRate = 1024 * 1024;
/** `do_pg_backup_start` refuses more than MAXPGPATH. */
const mostLabel = 1023;

/** Kilobytes in a second; undefined: not a rate. */
function rateOf(text: string | number): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([kM]?)$/.exec(String(text)) ?? [];
  if (number === undefined) return undefined;
  return Number(number) * (unit === 'M' ? 1024 : 1);
}

function rateProblems(maxRate: string | number | undefined): readonly string[] {
  if (maxRate === undefined) return [];
  const rate = rateOf(maxRate);
  if (rate === undefined)
    return [l10n.t('A maximum rate is a number of kilobytes in a second, or has the suffix k or M.')];
  return when(
    rate < leastRate || rate > mostRate,
    l10n.t('The maximum rate must be between 32 kB and 1024 MB in a second.'),
  );
}

function slotUseProblems({ slot, createSlot, temporarySlot, walMethod }: BaseBackupDefinition): readonly string[] {
  return [
    ...slotProblems(slot),
    ...when(slot !== undefined && walMethod !== 'stream', l10n.t('A slot is used only while WAL is streamed.')),
    ...when(createSlot && slot === undefined, l10n.t('The slot to be created needs a name.')),
    ...when(!temporarySlot && slot !== undefined, l10n.t('A slot cannot be named and turned off.')),
  ];
}

function formatProblems(definition: BaseBackupDefinition): readonly string[] {
  const { format, walDirectory, tablespaceMapping: mapping, walMethod, writeRecoveryConf } = definition;
  const isTar = format === 'tar';
  return [
    ...when(isTar && walDirectory !== undefined, l10n.t('A WAL directory can be set for the plain format only.')),
    ...when(isTar && Object.keys(mapping ?? {}).length > 0, l10n.t('Tablespaces are mapped in the plain format only.')),
    ...when(
      walMethod === 'none' && writeRecoveryConf && definition.slot === undefined,
      l10n.t('A standby made from a backup without WAL needs a slot that keeps the WAL, or the WAL in the backup.'),
    ),
  ];
}

function majorProblems(definition: BaseBackupDefinition, major: number): readonly string[] {
  return [
    ...sinceProblems(definition.createSlot, l10n.t('Creating a slot'), 11, major),
    ...sinceProblems(!definition.verifyChecksums, l10n.t('Leaving out the checksums'), 11, major),
    ...sinceProblems(
      !definition.manifest || definition.manifestChecksums !== undefined || definition.manifestForceEncode,
      l10n.t('A manifest'),
      13,
      major,
    ),
    ...sinceProblems(!definition.estimateSize, l10n.t('Leaving out the size'), 13, major),
    ...sinceProblems(definition.incremental !== undefined, l10n.t('An incremental backup'), 17, major),
    ...sinceProblems(definition.syncMethod !== undefined, l10n.t('A sync method'), 17, major),
    ...when(
      !definition.manifest && definition.manifestChecksums !== undefined,
      l10n.t('Checksums of a manifest need a manifest.'),
    ),
  ];
}

/** What a server of this major cannot do, whatever pg_basebackup could: older servers refuse the options as a syntax error. */
export function serverProblems(definition: BaseBackupDefinition, serverMajor: number): readonly string[] {
  const since = (isUsed: boolean, what: string, first: number) =>
    when(
      isUsed && serverMajor < first,
      l10n.t('{0} needs a server of PostgreSQL {1} or newer; this is {2}.', what, first, serverMajor),
    );
  return [
    ...since(!definition.verifyChecksums, l10n.t('Leaving out the checksums'), 11),
    ...since(definition.manifestChecksums !== undefined || definition.manifestForceEncode, l10n.t('A manifest'), 13),
    ...since(/^server-/.test(definition.compress ?? ''), l10n.t('Compression by the server'), 15),
  ];
}

/** Takes base backups. Errors and progress go to the terminal, the password goes by a passfile. */
export const baseBackup: Operation<BaseBackupDefinition> = {
  program: 'pg_basebackup',
  since: 10,

  problems(definition, major) {
    const { label, applicationName } = definition;
    return [
      ...pathProblems(l10n.t('The target'), definition.target),
      ...pathProblems(l10n.t('The WAL directory'), definition.walDirectory),
      ...pathProblems(l10n.t('The manifest of the earlier backup'), definition.incremental),
      ...slotUseProblems(definition),
      ...rateProblems(definition.maxRate),
      ...mappingProblems(definition.tablespaceMapping),
      ...formatProblems(definition),
      ...compressionProblems(definition.compress, definition.format, major),
      ...majorProblems(definition, major),
      ...when(
        label !== undefined && (hasControls(label) || Buffer.byteLength(label) > mostLabel),
        l10n.t('A label is one line of at most {0} bytes.', mostLabel),
      ),
      ...when(
        definition.statusInterval !== undefined &&
          !(Number.isInteger(definition.statusInterval) && definition.statusInterval >= 0),
        l10n.t('A status interval is in whole seconds; 0 turns the reports off.'),
      ),
      ...when(!isApplicationName(applicationName), applicationNameRule()),
    ];
  },

  arguments(definition, major, connection) {
    return [
      '--no-password',
      '--verbose',
      ...flag('--progress', definition.progress),
      `--dbname=${connection}`,
      `--pgdata=${definition.target}`,
      `--format=${definition.format}`,
      `--wal-method=${definition.walMethod}`,
      `--checkpoint=${definition.checkpoint}`,
      ...option('--slot', definition.slot),
      ...flag('--create-slot', definition.createSlot),
      ...flag('--no-slot', !definition.temporarySlot),
      ...compressionArguments(definition.compress, major),
      ...option('--max-rate', definition.maxRate),
      ...mappingArguments(definition.tablespaceMapping),
      ...flag('--write-recovery-conf', definition.writeRecoveryConf),
      ...option('--label', definition.label),
      ...option('--incremental', definition.incremental),
      ...option('--waldir', definition.walDirectory),
      ...flag('--no-sync', !definition.sync),
      ...option('--sync-method', definition.syncMethod),
      ...flag('--no-verify-checksums', !definition.verifyChecksums),
      ...flag('--no-manifest', !definition.manifest),
      ...option('--manifest-checksums', definition.manifestChecksums),
      ...flag('--manifest-force-encode', definition.manifestForceEncode),
      ...flag('--no-estimate-size', !definition.estimateSize),
      ...option('--status-interval', definition.statusInterval),
    ];
  },
};
