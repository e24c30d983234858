import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stalePages } from '../../tools/generate/rule-pages.ts';

test('docs/rules is what the rules say (npm run generate makes it so)', async () => {
  assert.deepEqual(await stalePages(), []);
});
