import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from '../../fuzz/fuzz.ts';
import { giants } from '../../fuzz/giants.ts';
import { judge } from '../../fuzz/targets.ts';

test('mutated texts break no reader, no rule and no fix (npm run fuzz tries a million)', async () => {
  const { counts, broken } = await fuzz(6000, 20_261_123);
  assert.deepEqual(
    broken.map(({ target, why, text }) => `${target}: ${why} ${JSON.stringify(text.slice(0, 300))}`),
    [],
  );
  for (const [name, count] of Object.entries(counts)) assert.ok(count > 50, `${name}: ${count}`);
});

// No benchmark: what hangs takes minutes, what does not a fraction of a second.
for (const [name, files] of giants(60_000))
  test(`no text is so long that the rules hang: ${name.trim()}`, { timeout: 20_000 }, async () => {
    const findings = await judge(files, 18);
    assert.ok(Array.isArray(findings));
  });
