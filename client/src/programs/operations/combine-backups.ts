import * as z from 'zod/mini';
import * as l10n from '../../l10n.ts';
import {
  definitionOf,
  flag,
  manifestChecksums,
  mappingArguments,
  mappingProblems,
  type Operation,
  option,
  pathProblems,
  sinceProblems,
  syncMethod,
  tablespaceMapping,
  when,
} from './parts.ts';

/** A task that makes one full backup of a chain with pg_combinebackup. */
export const combineBackupsSchema = definitionOf('combinebackup', {
  /** Folders of backups: the full one first, then each incremental one in order. */
  backups: z.array(z.string()),
  /** An absolute folder that is absent or empty. */
  target: z.string(),
  tablespaceMapping: z.optional(tablespaceMapping),
  copyMethod: z._default(z.enum(['copy', 'clone', 'copy-file-range', 'link']), 'copy'),
  dryRun: z._default(z.boolean(), false),
  sync: z._default(z.boolean(), true),
  syncMethod: z.optional(syncMethod),
  manifest: z._default(z.boolean(), true),
  manifestChecksums: z.optional(manifestChecksums),
});
export type CombineBackupsDefinition = z.infer<typeof combineBackupsSchema>;

/** Combines a full backup and those that build on it; the program must be of their major. */
export const combineBackups: Operation<CombineBackupsDefinition> = {
  program: 'pg_combinebackup',
  since: 17,

  problems(definition, major) {
    const { backups, target, copyMethod } = definition;
    return [
      ...when(backups.length < 2, l10n.t('Combining takes a full backup and at least one incremental one.')),
      ...backups.flatMap((backup) => pathProblems(l10n.t('Each backup'), backup)),
      ...pathProblems(l10n.t('The target'), target),
      ...mappingProblems(definition.tablespaceMapping),
      ...when(backups.includes(target), l10n.t('The target must be none of the backups.')),
      ...sinceProblems(true, l10n.t('Combining backups'), 17, major),
      ...sinceProblems(copyMethod === 'link', l10n.t('Hard links'), 18, major),
    ];
  },

  arguments(definition, major) {
    const { copyMethod } = definition;
    return [
      `--output=${definition.target}`,
      ...flag(`--${copyMethod}`, copyMethod !== 'copy' || major >= 18),
      ...flag('--dry-run', definition.dryRun),
      ...mappingArguments(definition.tablespaceMapping),
      ...flag('--no-sync', !definition.sync),
      ...option('--sync-method', definition.syncMethod),
      ...flag('--no-manifest', !definition.manifest),
      ...option('--manifest-checksums', definition.manifestChecksums),
      '--',
      ...definition.backups,
    ];
  },
};
