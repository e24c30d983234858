import * as z from 'zod/mini';
import * as l10n from '../../l10n.ts';
import { definitionOf, flag, type Operation, option, pathProblems, sinceProblems, when } from './parts.ts';

/** A task that brings a former primary behind a new one with pg_rewind. */
export const rewindSchema = definitionOf('rewind', {
  /** The data directory to be rewound: of a server that is stopped. */
  target: z.string(),
  /** The profile of the source; or `sourceDirectory`. */
  cluster: z.optional(z.string()),
  server: z.optional(z.string()),
  /** The data directory of a source that is stopped. */
  sourceDirectory: z.optional(z.string()),
  writeRecoveryConf: z._default(z.boolean(), false),
  restoreTargetWal: z._default(z.boolean(), false),
  /** Where postgresql.conf of the target is, if not in its data directory. */
  configFile: z.optional(z.string()),
  ensureShutdown: z._default(z.boolean(), true),
  /** Only say what would be done. */
  dryRun: z._default(z.boolean(), false),
});
export type RewindDefinition = z.infer<typeof rewindSchema>;

/** Rewinds a data directory. The dry run comes first; a run that is broken off leaves the target unusable. */
export const rewind: Operation<RewindDefinition> = {
  program: 'pg_rewind',
  since: 10,

  problems(definition, major) {
    const { cluster, sourceDirectory } = definition;
    return [
      ...pathProblems(l10n.t('The target'), definition.target),
      ...pathProblems(l10n.t('The source'), sourceDirectory),
      ...pathProblems(l10n.t('The configuration file'), definition.configFile),
      ...when(
        (cluster === undefined) === (sourceDirectory === undefined),
        l10n.t('The source is either a cluster or a data directory.'),
      ),
      ...when(
        definition.writeRecoveryConf && cluster === undefined,
        l10n.t('Writing the connection of the standby needs a cluster as the source.'),
      ),
      ...when(sourceDirectory === definition.target, l10n.t('Source and target must differ.')),
      ...sinceProblems(definition.writeRecoveryConf, l10n.t('Writing the connection of the standby'), 13, major),
      ...sinceProblems(definition.restoreTargetWal, l10n.t('Restoring WAL of the target'), 13, major),
      ...sinceProblems(!definition.ensureShutdown, l10n.t('Leaving out the recovery of the target'), 13, major),
      ...sinceProblems(definition.configFile !== undefined, l10n.t('A configuration file elsewhere'), 15, major),
    ];
  },

  arguments(definition, _major, connection) {
    const { sourceDirectory } = definition;
    return [
      `--target-pgdata=${definition.target}`,
      sourceDirectory === undefined ? `--source-server=${connection}` : `--source-pgdata=${sourceDirectory}`,
      '--progress',
      ...flag('--dry-run', definition.dryRun),
      ...flag('--write-recovery-conf', definition.writeRecoveryConf),
      ...flag('--restore-target-wal', definition.restoreTargetWal),
      ...flag('--no-ensure-shutdown', !definition.ensureShutdown),
      ...option('--config-file', definition.configFile),
    ];
  },
};
