import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { lendPassfile, sweepPassfiles } from '../../client/src/programs/passfile-on-loan.ts';
import { makeFolder } from '../../client/src/programs/target-folder.ts';
import { PostgresServer, writeServerFile } from '../../tools/postgres/postgres-server.ts';
import { parametersOf, removeFolder, scratchFolder, siteIn } from '../support/backup-site.ts';
import { eventually } from '../support/eventually.ts';
import { HostToKill } from '../support/host-to-kill.ts';

const password = 'known to the tests only';
const scratch = scratchFolder();
let server: PostgresServer;

before(async () => {
  server = await PostgresServer.start(15, 'wal_level = replica\n');
  await server.query(`CREATE ROLE copier LOGIN REPLICATION PASSWORD '${password}'`);
  const hba = 'host all postgres 127.0.0.1/32 trust\nhost all,replication copier 127.0.0.1/32 scram-sha-256\n';
  writeServerFile(join(server.data, 'pg_hba.conf'), hba);
  server.reload();
  await eventually(async () => {
    const rules = await server.query("select count(*) from pg_hba_file_rules where user_name = '{copier}'");
    return rules[0]?.['count'] === '1' || undefined;
  }, 10_000);
});
after(async () => {
  await server.discard();
  removeFolder(scratch);
});

/** The processes with this text in their arguments. */
function processesWith(text: string): readonly string[] {
  return spawnSync('pgrep', ['-f', text]).stdout.toString().split('\n').filter(Boolean);
}

function passfiles(): readonly string[] {
  return readdirSync(scratch).filter((name) => name.startsWith('pg-replication-pass-'));
}

suite('a window that is killed during a base backup', () => {
  for (const state of ['absent', 'empty'] as const)
    test(`leaves no program, no password and no half directory where it was ${state}`, async () => {
      const target = join(scratch, 'of a killed window', state);
      if (state === 'empty') await makeFolder(target, siteIn(scratch).world);
      const slot = `killed_${state}`;
      const work = { port: server.port, user: 'copier', password, scratch, target, slot };
      const window = await HostToKill.start('backup', work);
      assert.ok(existsSync(join(target, 'backup_label')));
      assert.equal(passfiles().length, 1);
      assert.notDeepEqual(processesWith(target), []);
      window.kill();
      await eventually(() => passfiles().length === 0 || undefined, 20_000);
      await eventually(() => processesWith(target).length === 0 || undefined, 20_000);
      await eventually(
        () => (state === 'absent' ? !existsSync(target) : readdirSync(target).length === 0) || undefined,
        20_000,
      );
      assert.equal(existsSync(join(scratch, 'of a killed window')), state === 'empty');
      // The server drops the connection; its slot is said to the next window.
      await eventually(async () => {
        const rows = await server.query(`select active from pg_replication_slots where slot_name = '${slot}'`);
        return rows[0]?.['active'] === false || undefined;
      }, 20_000);
      await server.query(`select pg_drop_replication_slot('${slot}')`);
    });
});

suite('passfiles', () => {
  test('of processes that are gone are swept, those of living ones and the files of others stay', async () => {
    const { world } = siteIn(scratch);
    const lent = await lendPassfile(world, parametersOf(server), password);
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    const left = join(scratch, `pg-replication-pass-${gone}-abc`);
    const foreign = join(scratch, 'pg-replication-pass-of-somebody');
    for (const folder of [left, foreign]) mkdirSync(folder);
    writeFileSync(join(left, 'passfile'), 'secret');
    try {
      await sweepPassfiles(world);
      assert.equal(existsSync(left), false);
      assert.equal(existsSync(foreign), true);
      assert.equal(existsSync(lent.path), true);
    } finally {
      await lent.giveBack();
    }
    assert.equal(existsSync(lent.path), false);
  });
});
