import type { Rule } from '../rule.ts';
import { archiveCommandAlwaysSucceeds } from './archive-command-always-succeeds.ts';
import { archiveCommandAndLibrary } from './archive-command-and-library.ts';
import { archiveCommandArchivesNothing } from './archive-command-archives-nothing.ts';
import { archiveCommandHidesPipe } from './archive-command-hides-pipe.ts';
import { archiveCommandOverwrites } from './archive-command-overwrites.ts';
import { archiveCommandSkipsExisting } from './archive-command-skips-existing.ts';
import { archiveCommandWithoutPath } from './archive-command-without-path.ts';
import { archiveInsideDataDirectory } from './archive-inside-data-directory.ts';
import { archiveTimeoutTooShort } from './archive-timeout-too-short.ts';
import { archiveTimeoutUnbounded } from './archive-timeout-unbounded.ts';
import { archivesWhatItRestores } from './archives-what-it-restores.ts';
import { archivingNotConfigured } from './archiving-not-configured.ts';
import { archivingSwitchedOff } from './archiving-switched-off.ts';
import { archivingWithoutCommand } from './archiving-without-command.ts';
import { basicArchiveWithoutDirectory } from './basic-archive-without-directory.ts';
import { cleanupWithoutRestartPoint } from './cleanup-without-restart-point.ts';
import { restoreCommandAlwaysSucceeds } from './restore-command-always-succeeds.ts';
import { restoreCommandWithoutPath } from './restore-command-without-path.ts';
import { standbyWithoutArchive } from './standby-without-archive.ts';
import { windowsPathLosesBackslashes } from './windows-path-loses-backslashes.ts';

export const archivingRules: readonly Rule[] = [
  archiveCommandAlwaysSucceeds,
  archiveCommandAndLibrary,
  archiveCommandArchivesNothing,
  archiveCommandHidesPipe,
  archiveCommandOverwrites,
  archiveCommandSkipsExisting,
  archiveCommandWithoutPath,
  archiveInsideDataDirectory,
  archiveTimeoutTooShort,
  archiveTimeoutUnbounded,
  archivesWhatItRestores,
  archivingNotConfigured,
  archivingSwitchedOff,
  archivingWithoutCommand,
  basicArchiveWithoutDirectory,
  cleanupWithoutRestartPoint,
  restoreCommandAlwaysSucceeds,
  restoreCommandWithoutPath,
  standbyWithoutArchive,
  windowsPathLosesBackslashes,
];
