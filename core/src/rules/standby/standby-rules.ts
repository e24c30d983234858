import type { Rule } from '../rule.ts';
import { conninfoToItself } from './conninfo-to-itself.ts';
import { feedbackNeverSent } from './feedback-never-sent.ts';
import { feedbackWithApplyDelay } from './feedback-with-apply-delay.ts';
import { feedbackWithoutSlot } from './feedback-without-slot.ts';
import { invalidConninfo } from './invalid-conninfo.ts';
import { listensOnlyLocally } from './listens-only-locally.ts';
import { passwordInConninfo } from './password-in-conninfo.ts';
import { promoteTriggerFile } from './promote-trigger-file.ts';
import { queriesCancelledAtOnce } from './queries-cancelled-at-once.ts';
import { replayWaitsForQueries } from './replay-waits-for-queries.ts';
import { replicatesAsSuperuser } from './replicates-as-superuser.ts';
import { standbySettingOnPrimary } from './standby-setting-on-primary.ts';
import { standbyWithoutQueries } from './standby-without-queries.ts';
import { standbyWithoutSlot } from './standby-without-slot.ts';
import { unknownConninfoKeyword } from './unknown-conninfo-keyword.ts';
import { unnamedStandby } from './unnamed-standby.ts';
import { unverifiedPrimary } from './unverified-primary.ts';

/** What keeps a standby from following its primary, or from being of use, although it starts. */
export const standbyRules: readonly Rule[] = [
  invalidConninfo,
  unknownConninfoKeyword,
  passwordInConninfo,
  conninfoToItself,
  listensOnlyLocally,
  standbyWithoutSlot,
  unnamedStandby,
  unverifiedPrimary,
  replicatesAsSuperuser,
  standbyWithoutQueries,
  feedbackNeverSent,
  feedbackWithoutSlot,
  feedbackWithApplyDelay,
  replayWaitsForQueries,
  queriesCancelledAtOnce,
  standbySettingOnPrimary,
  promoteTriggerFile,
];
