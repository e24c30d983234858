import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Major, readServer, whoMayConnect } from '../../../core/src/index.ts';
import { coveredRecords } from '../../../core/src/rules/authentication/covered-records.ts';
import { attempt, hbaFile, namesFile } from '../../conformance/hba-attempts.ts';
import { inMemoryFiles } from '../../support/in-memory-files.ts';
import { Random, seed } from '../../support/random.ts';

const addresses = ['127.0.0.1', '127.0.0.2', '127.0.0.7', '::1', '10.1.2.3', '::ffff:127.0.0.1'];

function recordsOf(hba: string, major: Major) {
  const files = inMemoryFiles({ '/s/postgresql.conf': 'ssl = on\n', '/s/pg_hba.conf': hba, '/s/names': namesFile });
  return readServer(files, '/s', { major });
}

suite(`records that are never used (seed ${seed})`, () => {
  test('decide on no attempt', async () => {
    const random = new Random(seed);
    let found = 0;
    for (let file = 0; file < 400; file++) {
      const major = random.pick([10, 13, 16, 18] as const);
      const server = await recordsOf(hbaFile(random, major), major);
      const covered = new Set(coveredRecords(server.hba).map(({ record }) => record));
      found += covered.size;
      for (let count = 0; count < 60; count++) {
        const { decidedBy } = whoMayConnect(server, { ...attempt(random, addresses), hostName: 'localhost' });
        assert.ok(!decidedBy || !covered.has(decidedBy));
      }
    }
    assert.ok(found > 500, `only ${found} records were found`);
  });

  test('are found behind others in a long file', async () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => `host db${at % 7} all 10.${at % 250}.${at % 199}.0/24 md5`);
    const { hba } = await recordsOf(`${lines.join('\n')}\nhost db3 bob 10.3.3.128/25 trust\n`, 18);
    const last = coveredRecords(hba).at(-1);
    assert.equal(last?.record, hba.at(-1));
    assert.equal(last?.by, hba[3]);
  });
});
