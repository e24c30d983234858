import type { Rule } from '../rule.ts';
import { fewProcessesForSubscriptions } from './few-processes-for-subscriptions.ts';
import { logicalLevelNotNeeded } from './logical-level-not-needed.ts';
import { logicalWithoutSlots } from './logical-without-slots.ts';
import { oneWayNode } from './one-way-node.ts';
import { subscriptionWorkersAboveLimit } from './subscription-workers-above-limit.ts';
import { tooFewOrigins } from './too-few-origins.ts';
import { tooFewProcessesForLogical } from './too-few-processes-for-logical.ts';
import { trackCommitTimestampOff } from './track-commit-timestamp-off.ts';
import { walLevelNotLogical } from './wal-level-not-logical.ts';

/** What keeps publications and subscriptions from working on a server that starts. */
export const logicalRules: readonly Rule[] = [
  walLevelNotLogical,
  logicalWithoutSlots,
  logicalLevelNotNeeded,
  tooFewProcessesForLogical,
  fewProcessesForSubscriptions,
  subscriptionWorkersAboveLimit,
  tooFewOrigins,
  trackCommitTimestampOff,
  oneWayNode,
];
