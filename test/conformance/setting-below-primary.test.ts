import assert from 'node:assert/strict';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import type { Major } from '../../core/src/catalog/parameter.ts';
import { lintTopology } from '../../core/src/lint/lint-topology.ts';
import { readServer } from '../../core/src/model/read-server.ts';
import { buildTopology } from '../../core/src/model/topology.ts';
import {
  copyDataDirectory,
  makeDataDirectory,
  PostgresServer,
  removeDataDirectory,
  writeServerFile,
} from '../../tools/postgres/postgres-server.ts';
import { installedMajors } from '../../tools/postgres/programs.ts';
import { inMemoryFiles } from '../support/in-memory-files.ts';

const base = "fsync = off\nshared_buffers = '2MB'\nlisten_addresses = '127.0.0.1'\n";
const conninfo = "'host=127.0.0.1 port=1 user=nobody'";
const values = {
  max_connections: 40,
  max_worker_processes: 9,
  max_wal_senders: 12,
  max_prepared_transactions: 3,
  max_locks_per_transaction: 70,
};
type Name = keyof typeof values;
const names = [
  'max_connections',
  'max_worker_processes',
  'max_wal_senders',
  'max_prepared_transactions',
  'max_locks_per_transaction',
] as const;

function settingsWith(change: Partial<Record<Name, number>>, hot = 'on'): string {
  const lines = Object.entries({ ...values, ...change }).map(([name, value]) => `${name} = ${value}\n`);
  return `${base}hot_standby = ${hot}\n${lines.join('')}`;
}

/** The files that make a data directory a standby's, beside its settings. */
function standbyFiles(major: Major, settings: string): Record<string, string> {
  return major >= 12
    ? { 'postgresql.conf': `${settings}primary_conninfo = ${conninfo}\n`, 'standby.signal': '' }
    : { 'postgresql.conf': settings, 'recovery.conf': `standby_mode = on\nprimary_conninfo = ${conninfo}\n` };
}

async function startsAsStandby(major: Major, stopped: string, files: Record<string, string>): Promise<boolean> {
  const data = copyDataDirectory(stopped);
  try {
    for (const [name, text] of Object.entries(files)) writeServerFile(join(data, name), text);
    const start = await PostgresServer.tryStart(major, data);
    if ('server' in start) await start.server.stop();
    else assert.match(start.refusal, /is a lower setting than on the|insufficient parameter settings/);
    return 'server' in start;
  } finally {
    removeDataDirectory(data);
  }
}

async function severitiesOf(major: Major, files: Record<string, string>): Promise<readonly string[]> {
  const inFolder = Object.entries(files).map(([name, text]) => [`b/${name}`, text]);
  const all = inMemoryFiles({ 'a/postgresql.conf': settingsWith({}), ...Object.fromEntries(inFolder) });
  const topology = buildTopology([
    { config: await readServer(all, 'a', { major }), placement: {} },
    { config: await readServer(all, 'b', { major }), placement: { upstream: 'a' } },
  ]);
  return lintTopology(topology).flatMap(({ rule, severity }) => (rule === 'setting-below-primary' ? severity : []));
}

suite('standbys whose settings are below their primary’s, as servers start them', { concurrency: 2 }, () => {
  for (const major of [10, 11, 12, 13, 14, 15, 16, 17, 18, 19] as const) {
    test(`PostgreSQL ${major}`, async (t) => {
      if (!installedMajors().includes(major))
        return t.skip(`PostgreSQL ${major} is not installed: its standbys are not started`);
      const data = makeDataDirectory(major);
      try {
        writeServerFile(join(data, 'postgresql.conf'), settingsWith({}));
        const primary = await PostgresServer.tryStart(major, data);
        assert.ok('server' in primary, 'refusal' in primary ? primary.refusal : '');
        await primary.server.stop();
        const compare = async (what: string, settings: string) => {
          const files = standbyFiles(major, settings);
          const starts = await startsAsStandby(major, data, files);
          assert.deepEqual(await severitiesOf(major, files), starts ? [] : ['error'], `${what}: starts ${starts}`);
          return starts;
        };
        assert.ok(await compare('as much', settingsWith({})));
        for (const name of names) {
          const starts = await compare(name, settingsWith({ [name]: values[name] - 1 }));
          assert.equal(starts, name === 'max_wal_senders' && major < 12, name);
        }
      } finally {
        removeDataDirectory(data);
      }
    });
  }
});
