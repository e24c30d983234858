import type { Rule } from '../rule.ts';
import { rewindNotPrepared } from './rewind-not-prepared.ts';
import { slotSyncNotReady } from './slot-sync-not-ready.ts';
import { staysOnTimeline } from './stays-on-timeline.ts';
import { synchronizedSlotsNameItself } from './synchronized-slots-name-itself.ts';
import { synchronizedSlotsWithoutLogical } from './synchronized-slots-without-logical.ts';

/** What comes to light only when a standby takes over. */
export const failoverRules: readonly Rule[] = [
  slotSyncNotReady,
  synchronizedSlotsWithoutLogical,
  synchronizedSlotsNameItself,
  staysOnTimeline,
  rewindNotPrepared,
];
