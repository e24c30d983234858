import type { Rule } from '../rule.ts';
import { anyReceiverCounts } from './any-receiver-counts.ts';
import { duplicateSynchronousName } from './duplicate-synchronous-name.ts';
import { namesShadowedByStar } from './names-shadowed-by-star.ts';
import { noSpareSynchronousStandby } from './no-spare-synchronous-standby.ts';
import { noSynchronousStandby } from './no-synchronous-standby.ts';
import { remoteApplyWaitsForReplay } from './remote-apply-waits-for-replay.ts';
import { remoteWriteIsNotFlushed } from './remote-write-is-not-flushed.ts';
import { synchronousCommitNotWaiting } from './synchronous-commit-not-waiting.ts';
import { synchronousCommitOffIsNotAsynchronous } from './synchronous-commit-off-is-not-asynchronous.ts';
import { synchronousCommitWithoutStandbys } from './synchronous-commit-without-standbys.ts';
import { synchronousCountTooHigh } from './synchronous-count-too-high.ts';
import { synchronousNamesInAsynchronous } from './synchronous-names-in-asynchronous.ts';
import { synchronousNamesItself } from './synchronous-names-itself.ts';
import { synchronousNamesOnStandby } from './synchronous-names-on-standby.ts';
import { synchronousNamesWithoutSenders } from './synchronous-names-without-senders.ts';
import { unmatchableSynchronousName } from './unmatchable-synchronous-name.ts';

/** What the server accepts about synchronous replication and people do not mean. */
export const synchronousRules: readonly Rule[] = [
  synchronousCountTooHigh,
  noSpareSynchronousStandby,
  duplicateSynchronousName,
  namesShadowedByStar,
  anyReceiverCounts,
  unmatchableSynchronousName,
  synchronousCommitNotWaiting,
  synchronousNamesWithoutSenders,
  synchronousNamesOnStandby,
  synchronousCommitWithoutStandbys,
  synchronousCommitOffIsNotAsynchronous,
  synchronousNamesItself,
  remoteApplyWaitsForReplay,
  remoteWriteIsNotFlushed,
  noSynchronousStandby,
  synchronousNamesInAsynchronous,
];
