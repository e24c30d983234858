import type { Rule } from '../rule.ts';
import { fewerSendersThanSlots } from './fewer-senders-than-slots.ts';
import { noReservedConnections } from './no-reserved-connections.ts';
import { replicationTimeoutOff } from './replication-timeout-off.ts';
import { slotLimitBelowKeptWal } from './slot-limit-below-kept-wal.ts';
import { streamingNotPossible } from './streaming-not-possible.ts';
import { unboundedSlots } from './unbounded-slots.ts';
import { unsafeWritesOnReplicatedServer } from './unsafe-writes-on-replicated-server.ts';

export const retentionRules: readonly Rule[] = [
  fewerSendersThanSlots,
  noReservedConnections,
  replicationTimeoutOff,
  slotLimitBelowKeptWal,
  streamingNotPossible,
  unboundedSlots,
  unsafeWritesOnReplicatedServer,
];
