import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { sqlLiteral } from '../../client/src/live/quote-sql.ts';
import { takeBaseBackup } from '../../client/src/programs/base-backup.ts';
import { PostgresServer, writeServerFile } from '../../tools/postgres/postgres-server.ts';
import { backupOf, reached, removeFolder, scratchFolder, siteIn, story, Watched } from '../support/backup-site.ts';

const scratch = scratchFolder();
const site = siteIn(scratch);
const password = 'pass:word\\with=odd "marks\'';
let server: PostgresServer;

before(async () => {
  server = await PostgresServer.start(15, 'wal_level = replica\n');
  await server.query(`CREATE ROLE copier LOGIN REPLICATION PASSWORD ${sqlLiteral(password)}`);
  await server.query('CREATE ROLE reader LOGIN');
  const hba =
    'host all postgres 127.0.0.1/32 trust\nhost all,replication copier 127.0.0.1/32 scram-sha-256\nhost postgres reader 127.0.0.1/32 trust\n';
  writeServerFile(join(server.data, 'pg_hba.conf'), hba);
  server.reload();
  await delay(300);
});
after(async () => {
  await server.discard();
  removeFolder(scratch);
});

test('reaches the program by a passfile only, and no standby keeps it', async () => {
  const target = join(scratch, 'standby');
  const watched = new Watched();
  const definition = backupOf(target, { writeRecoveryConf: true, applicationName: 'standby1' });
  const outcome = await takeBaseBackup(definition, reached(server, 'copier', password), site, watched);
  assert.equal(outcome.ended, 'done', story(outcome, watched));
  const conf = readFileSync(join(target, 'postgresql.auto.conf'), 'utf8');
  assert.match(conf, /application_name=standby1/);
  assert.doesNotMatch(conf, /passfile|password/);
  assert.ok(existsSync(join(target, 'standby.signal')));
  const found = spawnSync('grep', ['-rlF', password, scratch]);
  assert.equal(found.stdout.toString(), '');
  assert.doesNotMatch(story(outcome, watched), /pass:word/);
  assert.deepEqual(
    readdirSync(scratch).filter((name) => name.includes('pass')),
    [],
  );
});

test('that is wrong is named as the cause', async () => {
  const target = join(scratch, 'wrong');
  await assert.rejects(
    takeBaseBackup(backupOf(target), reached(server, 'copier', 'wrong'), site, new Watched()),
    /does not accept the password of copier/,
  );
  assert.equal(existsSync(target), false);
});

test('a role that may not replicate, or that pg_hba.conf keeps out, is told so', async () => {
  const target = join(scratch, 'reader');
  const watched = new Watched();
  const outcome = await takeBaseBackup(backupOf(target), reached(server, 'reader'), site, watched);
  assert.match(story(outcome, watched), /ALTER ROLE "reader" REPLICATION/);
  await server.query('ALTER ROLE reader REPLICATION');
  const again = new Watched();
  const refused = await takeBaseBackup(backupOf(target), reached(server, 'reader'), site, again);
  assert.match(story(refused, again), /pg_hba\.conf lets nobody replicate as reader from 127\.0\.0\.1/);
  assert.equal(existsSync(target), false);
});
