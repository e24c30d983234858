/** `npm run fuzz [-- --count 1000000 --seed 1]`: mutated texts over all readers, rules and fixes, on every core. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { fuzz, type Outcome } from './fuzz.ts';

const { values } = parseArgs({ options: { count: { type: 'string' }, seed: { type: 'string' } } });

async function runInWorkers(): Promise<void> {
  const total = Number(values.count ?? 1_000_000);
  const seed = Number(values.seed ?? Date.now() % 2 ** 31);
  const workers = availableParallelism();
  const began = performance.now();
  console.log(`${total} texts, seed ${seed}, ${workers} workers ...`);
  const outcomes = await Promise.all(
    Array.from({ length: workers }, (_, at) => {
      const count = Math.floor(total / workers) + Number(at < total % workers);
      return new Promise<Outcome>((resolve, reject) => {
        const worker = new Worker(new URL(import.meta.url), { workerData: { count, seed: seed + at * 7919 } });
        worker.once('message', resolve).once('error', reject);
      });
    }),
  );
  const names = Object.keys(outcomes[0]?.counts ?? {});
  for (const name of names) {
    const sum = outcomes.reduce((all, { counts }) => all + (counts[name] ?? 0), 0);
    console.log(`${name.padEnd(36)}${String(sum).padStart(9)}`);
  }
  const broken = outcomes.flatMap((outcome) => outcome.broken);
  for (const { target, text, major, why } of broken)
    console.log(`\n${target}, PostgreSQL ${major}: ${why}\n${JSON.stringify(text).slice(0, 2000)}`);
  console.log(`\n${broken.length} failures in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  process.exitCode = broken.length > 0 ? 1 : 0;
}

if (isMainThread) await runInWorkers();
else parentPort?.postMessage(await fuzz(workerData.count, workerData.seed));
