import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestConnection } from '../support/test-connection.ts';

test('a file with more findings than a call may have arguments is judged', async () => {
  const text = 'x = 1\n'.repeat(200_000);
  await using client = await TestConnection.start({ files: { 'pg/postgresql.conf': text } });
  assert.equal((await client.pull(await client.open('pg/postgresql.conf'))).length, 200_000);
});
