import type { Rule } from '../rule.ts';
import { autovacuumWorkersAboveSlots } from './autovacuum-workers-above-slots.ts';
import { hugePagesWithoutMmap } from './huge-pages-without-mmap.ts';
import { invalidSocketList } from './invalid-socket-list.ts';
import { noSocketToListenOn } from './no-socket-to-listen-on.ts';
import { noWalSendersOnStandby } from './no-wal-senders-on-standby.ts';
import { reservedConnectionsTooHigh } from './reserved-connections-too-high.ts';
import { tlsVersionsSwapped } from './tls-versions-swapped.ts';
import { tooManyServerProcesses } from './too-many-server-processes.ts';
import { walLevelTooLow } from './wal-level-too-low.ts';
import { walSizeBelowTwoSegments } from './wal-size-below-two-segments.ts';

/** What keeps a server from starting although it accepts every single line. */
export const startupRules: readonly Rule[] = [
  walLevelTooLow,
  reservedConnectionsTooHigh,
  tooManyServerProcesses,
  autovacuumWorkersAboveSlots,
  walSizeBelowTwoSegments,
  invalidSocketList,
  noSocketToListenOn,
  tlsVersionsSwapped,
  hugePagesWithoutMmap,
  noWalSendersOnStandby,
];
