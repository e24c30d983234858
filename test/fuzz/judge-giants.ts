import { parentPort } from 'node:worker_threads';
import { giants } from './giants.ts';
import { judge } from './targets.ts';

/** Runs in a worker, which can be ended when it hangs: says the name of each text before it is judged, and the findings after. */
for (const [name, files] of giants(60_000)) {
  parentPort?.postMessage({ name });
  const findings = await judge(files, 18);
  parentPort?.postMessage({ name, findings: findings.length });
}
