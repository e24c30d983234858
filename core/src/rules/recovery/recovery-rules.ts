import type { Rule } from '../rule.ts';
import { bothSignalFiles } from './both-signal-files.ts';
import { multipleRecoveryTargets } from './multiple-recovery-targets.ts';
import { pauseBecomesShutdown } from './pause-becomes-shutdown.ts';
import { recoveryConfNotSupported } from './recovery-conf-not-supported.ts';
import { recoveryTargetIgnored } from './recovery-target-ignored.ts';
import { recoveryTargetNotANumber } from './recovery-target-not-a-number.ts';
import { recoveryTargetOnStandby } from './recovery-target-on-standby.ts';
import { recoveryTimelineZero } from './recovery-timeline-zero.ts';
import { replacedRecoveryTarget } from './replaced-recovery-target.ts';
import { restoreCommandMissing } from './restore-command-missing.ts';
import { restoreCommandPlaceholder } from './restore-command-placeholder.ts';
import { roleAgainstFiles } from './role-against-files.ts';
import { signalFileIgnored } from './signal-file-ignored.ts';
import { standbyWithoutSource } from './standby-without-source.ts';
import { unknownPlaceholder } from './unknown-placeholder.ts';

/** What keeps a server from recovering, or makes it recover otherwise than its files seem to say. */
export const recoveryRules: readonly Rule[] = [
  recoveryConfNotSupported,
  restoreCommandMissing,
  multipleRecoveryTargets,
  recoveryTimelineZero,
  restoreCommandPlaceholder,
  recoveryTargetIgnored,
  recoveryTargetNotANumber,
  recoveryTargetOnStandby,
  replacedRecoveryTarget,
  pauseBecomesShutdown,
  bothSignalFiles,
  roleAgainstFiles,
  signalFileIgnored,
  standbyWithoutSource,
  unknownPlaceholder,
];
