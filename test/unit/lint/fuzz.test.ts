import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from '../../fuzz/fuzz.ts';

test('mutated texts break no reader, no rule and no fix (npm run fuzz tries a million)', async () => {
  const { counts, broken } = await fuzz(6000, 20_261_123);
  assert.deepEqual(
    broken.map(({ target, why, text }) => `${target}: ${why} ${JSON.stringify(text.slice(0, 300))}`),
    [],
  );
  for (const [name, count] of Object.entries(counts)) assert.ok(count > 50, `${name}: ${count}`);
});
