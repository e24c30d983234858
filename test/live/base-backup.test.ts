import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { takeBaseBackup } from '../../client/src/programs/base-backup.ts';
import { makeServerFolder, PostgresServer } from '../../tools/postgres/postgres-server.ts';
import { backupOf, reached, removeFolder, scratchFolder, siteIn, story, Watched } from '../support/backup-site.ts';

/** What must be gone when a backup did not come to its end. */
async function assertNothingLeft(server: PostgresServer, target: string): Promise<void> {
  assert.equal(existsSync(target), false, `${target} is left`);
  // A WAL sender notices a client that is gone when it next sends.
  let left: object | undefined;
  for (let tries = 0; tries < 200; tries++) {
    const senders = await server.query('SELECT pid, state FROM pg_stat_replication');
    const slots = await server.query('SELECT slot_name FROM pg_replication_slots');
    left = senders.length + slots.length > 0 ? { senders, slots } : undefined;
    if (!left) break;
    await delay(50);
  }
  assert.equal(left, undefined);
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const own = processes.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(target);
    } catch {
      return false;
    }
  });
  assert.deepEqual(own, []);
}

/** A connection of replication that does nothing. */
async function holdReplication(server: PostgresServer): Promise<Client> {
  const config = { host: '127.0.0.1', port: server.port, user: 'postgres', replication: 'true' };
  const client = new Client(config);
  await client.connect();
  return client;
}

const scratch = scratchFolder();
const site = siteIn(scratch);
let server: PostgresServer;

before(async () => {
  server = await PostgresServer.start(15, 'wal_level = replica\nmax_wal_senders = 4\n');
  await server.query("CREATE TABLE filler AS SELECT repeat('x', 500) AS text FROM generate_series(1, 40000)");
});
after(async () => {
  await server.discard();
  removeFolder(scratch);
});

test('each format and way of the WAL is taken', async () => {
  const ways = [
    { format: 'plain', walMethod: 'stream', file: 'PG_VERSION' },
    { format: 'plain', walMethod: 'fetch', file: 'PG_VERSION' },
    { format: 'plain', walMethod: 'none', file: 'PG_VERSION' },
    { format: 'tar', walMethod: 'stream', file: 'base.tar' },
    { format: 'tar', walMethod: 'fetch', compress: 'gzip:1', file: 'base.tar.gz' },
  ];
  for (const { file, ...way } of ways) {
    const target = join(scratch, `${way.format}-${way.walMethod}`, 'backup');
    const watched = new Watched();
    const outcome = await takeBaseBackup(backupOf(target, way), reached(server), site, watched);
    assert.equal(outcome.ended, 'done', story(outcome, watched));
    assert.ok(existsSync(join(target, file)), `${file} is in ${readdirSync(target)}`);
    assert.equal(watched.progress.at(-1)?.percent, 100);
    removeFolder(join(target, '..'));
  }
});

test('a target with something in it is never touched', async () => {
  const target = join(scratch, 'full');
  mkdirSync(target);
  writeFileSync(join(target, 'mine'), 'kept');
  const watched = new Watched();
  const outcome = await takeBaseBackup(backupOf(target), reached(server), site, watched);
  assert.equal(outcome.ended, 'failed', story(outcome, watched));
  assert.match(story(outcome, watched), /not empty/);
  assert.deepEqual(readdirSync(target), ['mine']);
});

test('a cancel leaves no folder, slot, process or WAL sender', async () => {
  const target = join(scratch, 'deep', 'cancelled');
  const watched = new Watched(({ done = 0 }, cancel) => done > 0 && cancel());
  const definition = backupOf(target, { maxRate: '1M', slot: 'standby1', createSlot: true });
  const outcome = await takeBaseBackup(definition, reached(server), site, watched);
  assert.equal(outcome.ended, 'cancelled', story(outcome, watched));
  await assertNothingLeft(server, target);
  assert.equal(existsSync(join(scratch, 'deep')), false);
});

test('an empty folder is empty again after a cancel', async () => {
  const target = join(scratch, 'empty');
  makeServerFolder(target);
  const watched = new Watched(({ done = 0 }, cancel) => done > 0 && cancel());
  const outcome = await takeBaseBackup(backupOf(target, { maxRate: 1024 }), reached(server), site, watched);
  assert.equal(outcome.ended, 'cancelled', story(outcome, watched));
  assert.deepEqual(readdirSync(target), []);
});

test('tablespaces go where they are mapped to, and must be mapped where their place is taken', async () => {
  const space = join(scratch, 'space=1');
  makeServerFolder(space);
  await server.query(`CREATE TABLESPACE apart LOCATION '${space}'`);
  await server.query('CREATE TABLE far (id int) TABLESPACE apart');
  try {
    const target = join(scratch, 'mapped');
    const refused = new Watched();
    const refusal = await takeBaseBackup(backupOf(target), reached(server), site, refused);
    assert.equal(refusal.ended, 'failed', story(refusal, refused));
    assert.match(story(refusal, refused), /Map it to another folder/);
    assert.equal(existsSync(target), false);

    const copy = join(scratch, 'copy=1');
    const watched = new Watched();
    const definition = backupOf(target, { tablespaceMapping: { [space]: copy } });
    const outcome = await takeBaseBackup(definition, reached(server), site, watched);
    assert.equal(outcome.ended, 'done', story(outcome, watched));
    assert.ok(readdirSync(copy).some((name) => name.startsWith('PG_15_')));
    removeFolder(target);
    removeFolder(copy);

    const cancelling = new Watched(({ done = 0 }, cancel) => done > 0 && cancel());
    const cancelled = await takeBaseBackup({ ...definition, maxRate: '1M' }, reached(server), site, cancelling);
    assert.equal(cancelled.ended, 'cancelled', story(cancelled, cancelling));
    assert.deepEqual([existsSync(target), existsSync(copy)], [false, false]);
  } finally {
    await server.query('DROP TABLE far');
    await server.query('DROP TABLESPACE apart');
  }
});

test('a slot that is asked for is made, or must be there', async () => {
  const target = join(scratch, 'slotted');
  const absent = new Watched();
  const refusal = await takeBaseBackup(backupOf(target, { slot: 'standby2' }), reached(server), site, absent);
  assert.match(story(refusal, absent), /There is no such slot/);

  const watched = new Watched();
  const definition = backupOf(target, { slot: 'standby2', createSlot: true });
  const outcome = await takeBaseBackup(definition, reached(server), site, watched);
  assert.equal(outcome.ended, 'done', story(outcome, watched));
  assert.deepEqual(await server.query('SELECT slot_name FROM pg_replication_slots'), [{ slot_name: 'standby2' }]);
  removeFolder(target);

  const again = new Watched();
  const twice = await takeBaseBackup(definition, reached(server), site, again);
  assert.match(story(twice, again), /There is a slot of that name/);
  assert.deepEqual(await server.query('SELECT slot_name FROM pg_replication_slots'), [{ slot_name: 'standby2' }]);
  await server.query("SELECT pg_drop_replication_slot('standby2')");
});

test('too few WAL senders are told before the first byte', async () => {
  const holders = await Promise.all([1, 2, 3].map(() => holdReplication(server)));
  try {
    const watched = new Watched();
    const outcome = await takeBaseBackup(backupOf(join(scratch, 'senders')), reached(server), site, watched);
    assert.match(story(outcome, watched), /1 of 4 WAL senders are free, 2 needed/);
    assert.equal(outcome.ended, 'failed');
  } finally {
    for (const holder of holders) await holder.end();
  }
});
