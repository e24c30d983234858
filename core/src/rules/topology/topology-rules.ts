import type { TopologyRule } from '../rule.ts';
import { settingBelowPrimary } from './setting-below-primary.ts';
import { sharedSlot } from './shared-slot.ts';
import { standbyRefusedByUpstream } from './standby-refused-by-upstream.ts';
import { unknownSynchronousStandby } from './unknown-synchronous-standby.ts';
import { upstreamCycle } from './upstream-cycle.ts';

/** What is wrong between servers although each of them may be right by itself. */
export const topologyRules: readonly TopologyRule[] = [
  settingBelowPrimary,
  standbyRefusedByUpstream,
  unknownSynchronousStandby,
  sharedSlot,
  upstreamCycle,
];
