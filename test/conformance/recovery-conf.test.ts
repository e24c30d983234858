import assert from 'node:assert/strict';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import type { Major } from '../../core/src/catalog/parameter.ts';
import { lint } from '../../core/src/lint/lint.ts';
import { readServer } from '../../core/src/model/read-server.ts';
import {
  copyDataDirectory,
  makeDataDirectory,
  PostgresServer,
  removeDataDirectory,
  writeServerFile,
} from '../../tools/postgres/postgres-server.ts';
import { installedMajors } from '../../tools/postgres/programs.ts';
import { inMemoryFiles } from '../support/in-memory-files.ts';
import { recoveryConf } from '../support/recovery-conf-cases.ts';
import { SeededRandom } from '../support/seeded-random.ts';

const installed = installedMajors();
const cases = Number(process.env['PG_CASES'] ?? 40);
const settings = "fsync = off\nshared_buffers = '1MB'\nlog_min_messages = log\nlisten_addresses = '127.0.0.1'\n";

/** Whether we say that the server will not start with this recovery.conf. */
async function findsError(major: Major, text: string): Promise<boolean> {
  const files = inMemoryFiles({ 'data/postgresql.conf': settings, 'data/recovery.conf': text });
  const server = await readServer(files, 'data', { major });
  return [...lint(server)].flat().some(({ severity }) => severity === 'error');
}

/** Whether a server ends while it reads this recovery.conf, or what it is told to do keeps it from recovering. */
async function refuses(major: Major, fresh: string, text: string): Promise<boolean> {
  const data = copyDataDirectory(fresh);
  try {
    writeServerFile(join(data, 'postgresql.conf'), settings);
    writeServerFile(join(data, 'recovery.conf'), text);
    const start = await PostgresServer.tryStart(major, data);
    if ('refusal' in start) return true;
    await start.server.stop();
    return false;
  } finally {
    removeDataDirectory(data);
  }
}

suite('recovery.conf, as servers start with it', { concurrency: 2 }, () => {
  for (const major of [10, 11] as const) {
    test(`PostgreSQL ${major}`, async (t) => {
      if (!installed.includes(major))
        return t.skip(`PostgreSQL ${major} is not installed: its recovery.conf is not compared`);
      const random = new SeededRandom(major);
      const fresh = makeDataDirectory(major);
      const wrong: string[] = [];
      for (let count = 0; count < cases; count++) {
        const text = recoveryConf(random);
        const ours = await findsError(major, text);
        if (ours !== (await refuses(major, fresh, text))) wrong.push(`${JSON.stringify(text)}: we say ${ours}`);
      }
      removeDataDirectory(fresh);
      t.diagnostic(`${cases} files compared, PG_SEED=${random.seed}`);
      assert.deepEqual(wrong, []);
    });
  }
});
