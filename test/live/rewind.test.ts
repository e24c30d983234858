import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import type { Major } from '../../core/src/index.ts';
import { freePort, PostgresServer } from '../../tools/postgres/postgres-server.ts';
import { fullProgramsOf } from '../../tools/postgres/programs.ts';
import { removeFolder, scratchFolder, siteIn } from '../support/backup-site.ts';
import { eventually } from '../support/eventually.ts';
import { ask, tasksIn } from '../support/run-task.ts';

const scratch = scratchFolder();
after(() => removeFolder(scratch));

const settings = `
wal_level = replica
wal_log_hints = on
hot_standby = on
wal_keep_size = 256MB
unix_socket_directories = '${scratch}'
`;

/** Debian's programs of 15 are where its package puts them; those of 18 were unpacked. */
const subjects: readonly (readonly [Major, string | undefined])[] = [
  [15, '/usr/lib/postgresql/15/bin'],
  [18, fullProgramsOf(18)],
];

async function namesAt(port: number): Promise<string> {
  return (await ask(port, 'SELECT name FROM who ORDER BY name')).map(({ name }) => name).join();
}

/** A failover and the way back: the standby is promoted, both write, and the old primary is rewound to follow the new one. */
async function failOverAndBack(major: Major, folder: string): Promise<void> {
  const { succeeds } = tasksIn(siteIn(scratch, { [String(major)]: folder }));
  const primary = await PostgresServer.start(major, settings);
  const target = join(scratch, `standby-of-${major}`);
  const port = await freePort();
  try {
    await primary.query("CREATE TABLE who (name text); INSERT INTO who VALUES ('both')");
    const backup = { operation: 'basebackup', cluster: 'main', target, checkpoint: 'fast', writeRecoveryConf: true };
    await succeeds(backup, primary.port);
    await succeeds({ operation: 'start', target, port });
    await eventually(async () => (await namesAt(port).catch(() => '')) === 'both' || undefined);
    await succeeds({ operation: 'promote', target });
    await ask(port, "INSERT INTO who VALUES ('new')");
    await primary.query("INSERT INTO who VALUES ('old')");
    await succeeds({ operation: 'stop', target: primary.data });
    const rewind = { operation: 'rewind', cluster: 'main', target: primary.data, writeRecoveryConf: true };
    const { lines } = await succeeds(rewind, port);
    assert.equal(lines.filter((line) => /Done!/.test(line)).length, 2, 'the dry run, then the run');
    await succeeds({ operation: 'start', target: primary.data, port: primary.port });
    await ask(port, "INSERT INTO who VALUES ('streamed')");
    await eventually(async () => (await namesAt(primary.port)) === 'both,new,streamed' || undefined, 20_000);
    assert.equal((await ask(primary.port, 'SELECT pg_is_in_recovery() AS is'))[0]?.['is'], true);
    await succeeds({ operation: 'stop', target: primary.data });
  } finally {
    if (existsSync(join(target, 'postmaster.pid'))) await succeeds({ operation: 'stop', target, mode: 'immediate' });
    await primary.discard();
  }
}

suite('failover and back with the tasks', () => {
  for (const [major, folder] of subjects) {
    const isThere = folder !== undefined && existsSync(join(folder, 'pg_rewind'));
    const skip = isThere ? false : `PROGRAMS OF ${major} ARE MISSING`;
    test(`PostgreSQL ${major}`, { skip }, () => failOverAndBack(major, folder ?? ''));
  }
});
