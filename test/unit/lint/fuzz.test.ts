import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { fuzz } from '../../fuzz/fuzz.ts';
import { giants } from '../../fuzz/giants.ts';

test('mutated texts break no reader, no rule and no fix (npm run fuzz tries a million)', async () => {
  const { counts, broken } = await fuzz(6000, 20_261_123);
  assert.deepEqual(
    broken.map(({ target, why, text }) => `${target}: ${why} ${JSON.stringify(text.slice(0, 300))}`),
    [],
  );
  for (const [name, count] of Object.entries(counts)) assert.ok(count > 50, `${name}: ${count}`);
});

interface Said {
  readonly name: string;
  readonly findings?: number;
}

// No benchmark: what hangs takes minutes, what does not a fraction of a second.
const hangs = 30_000;

test('no text is so long that rules or fixes hang', async () => {
  const judged = new Map<string, number>();
  const worker = new Worker(new URL('../../fuzz/judge-giants.ts', import.meta.url));
  await new Promise<void>((resolve, reject) => {
    let now = 'the start';
    const watch = setInterval(() => reject(new Error(`hangs: ${now}`)), hangs);
    worker.on('message', ({ name, findings }: Said) => {
      now = name;
      if (findings !== undefined) judged.set(name, findings);
      watch.refresh();
    });
    worker.once('error', reject).once('exit', () => {
      clearInterval(watch);
      resolve();
    });
  }).finally(() => worker.terminate());
  assert.deepEqual(
    [...judged.keys()],
    giants(1).map(([name]) => name),
  );
  assert.ok(
    [...judged.values()].every((findings) => findings > 0),
    JSON.stringify([...judged]),
  );
});
