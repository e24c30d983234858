import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run, TemporaryFolder } from './run-in-folder.ts';

test('a file with more findings than a call may have arguments is judged', async () => {
  using folder = new TemporaryFolder({ 'postgresql.conf': 'x = 1\n'.repeat(200_000) });
  const { code, output, complaints } = await run('lint', folder.path, '--pg', '18');
  assert.deepEqual([code, complaints], [1, '']);
  assert.match(output, /200000 errors/);
});
