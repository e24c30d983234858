import * as z from 'zod/mini';
import * as l10n from '../../l10n.ts';
import { definitionOf, flag, type Operation, option, pathProblems, sinceProblems } from './parts.ts';

/** A task that holds a backup against its manifest with pg_verifybackup. */
export const verifyBackupSchema = definitionOf('verifybackup', {
  /** The folder of the backup. */
  target: z.string(),
  /** `tar` for a backup of tar files (18+); left out, the program finds out. */
  format: z.optional(z.enum(['plain', 'tar'])),
  manifest: z.optional(z.string()),
  walDirectory: z.optional(z.string()),
  /** Paths inside the backup that may differ. */
  ignore: z.optional(z.array(z.string())),
  skipChecksums: z._default(z.boolean(), false),
  parseWal: z._default(z.boolean(), true),
  exitOnError: z._default(z.boolean(), false),
  /** The major of the backup where it does not say so itself (tar files). */
  major: z.optional(z.number()),
});
export type VerifyBackupDefinition = z.infer<typeof verifyBackupSchema>;

/** Verifies backups; reading the WAL needs pg_waldump of the backup's own major. */
export const verifyBackup: Operation<VerifyBackupDefinition> = {
  program: 'pg_verifybackup',
  since: 13,

  problems(definition, major) {
    return [
      ...pathProblems(l10n.t('The backup'), definition.target),
      ...pathProblems(l10n.t('The manifest'), definition.manifest),
      ...pathProblems(l10n.t('The WAL directory'), definition.walDirectory),
      ...sinceProblems(true, l10n.t('Verifying a backup'), 13, major),
      ...sinceProblems(definition.format === 'tar', l10n.t('Verifying tar files'), 18, major),
    ];
  },

  arguments(definition, major) {
    // Up to 18 WAL inside tar files cannot be read.
    const parsesWal = definition.parseWal && !(definition.format === 'tar' && major < 19);
    return [
      ...flag('--progress', major >= 16),
      ...flag('--exit-on-error', definition.exitOnError),
      ...flag('--skip-checksums', definition.skipChecksums),
      ...flag('--no-parse-wal', !parsesWal),
      ...option('--manifest-path', definition.manifest),
      ...option('--wal-directory', definition.walDirectory),
      ...option('--format', definition.format === 'tar' ? 'tar' : undefined),
      ...(definition.ignore ?? []).map((path) => `--ignore=${path}`),
      '--',
      definition.target,
    ];
  },
};
