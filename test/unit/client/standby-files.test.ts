import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import type { LiveSetting } from '../../../client/src/live/server-look.ts';
import { hostProgramWorld } from '../../../client/src/programs/program-world.ts';
import { configureStandby } from '../../../client/src/programs/standby-files.ts';
import { seenServer } from '../../support/looks.ts';

const folder = mkdtempSync(join(tmpdir(), 'pg-replication-standby-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function setting(name: string, value: string, more: Partial<LiveSetting>): LiveSetting {
  const rest = { context: 'postmaster', source: 'default', file: undefined, line: undefined, pendingRestart: false };
  return { name, value, ...rest, ...more };
}

/** What a fresh backup is given, of a primary with these settings. */
async function written(...settings: readonly LiveSetting[]): Promise<string> {
  for (const name of ['postgresql.conf', 'pg_hba.conf', 'postgresql.auto.conf']) writeFileSync(join(folder, name), '');
  const seen = seenServer({ identity: { dataDirectory: '/var/pg/data' } });
  const primary = { ...seen, settings: new Map(settings.map((it) => [it.name, it])) };
  await configureStandby(hostProgramWorld({}), { folder, name: 's1', port: 5433 }, primary, undefined);
  return readFileSync(join(folder, 'postgresql.auto.conf'), 'utf8');
}

suite('what a fresh standby is given', () => {
  test('what the primary was told elsewhere and a standby must not have lower', async () => {
    const text = await written(
      setting('max_connections', '250', { source: 'command line' }),
      setting('max_worker_processes', '20', { source: 'configuration file', file: '/etc/pg/more.conf', line: 1 }),
      setting('max_wal_senders', '15', { source: 'configuration file', file: '/var/pg/data/postgresql.conf', line: 3 }),
      setting('max_locks_per_transaction', '64', {}),
    );
    assert.match(text, /^max_connections = '?250'?$/m);
    assert.match(text, /^max_worker_processes = '?20'?$/m);
    assert.doesNotMatch(text, /max_wal_senders|max_locks_per_transaction/);
  });

  test('an address of this machine where the primary names those of another', async () => {
    const listens = (value: string) => setting('listen_addresses', value, { source: 'configuration file' });
    assert.match(await written(listens('10.0.0.5')), /^listen_addresses = 'localhost'$/m);
    assert.doesNotMatch(await written(listens('10.0.0.5, localhost')), /listen_addresses/);
    assert.doesNotMatch(await written(listens('*')), /listen_addresses/);
  });
});
