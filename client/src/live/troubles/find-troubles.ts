import type { Trouble } from '../topology.ts';
import { archiverTroubles } from './archiver-troubles.ts';
import { configurationTroubles } from './configuration-troubles.ts';
import { reachTroubles } from './reach-troubles.ts';
import { slotTroubles } from './slot-troubles.ts';
import { standbyTroubles } from './standby-troubles.ts';
import { subscriptionTroubles } from './subscription-troubles.ts';
import { synchronousTroubles } from './synchronous-troubles.ts';
import { systemTroubles } from './system-troubles.ts';
import type { Detector, Scene } from './trouble.ts';

const detectors: readonly Detector[] = [
  systemTroubles,
  reachTroubles,
  synchronousTroubles,
  slotTroubles,
  standbyTroubles,
  archiverTroubles,
  subscriptionTroubles,
  configurationTroubles,
];

const order = ['error', 'warning', 'information'];

/** All that is not as it should be, the gravest first; each cause once. */
export function findTroubles(scene: Scene): readonly Trouble[] {
  const found = detectors.flatMap((detect) => detect(scene));
  return found.toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}
