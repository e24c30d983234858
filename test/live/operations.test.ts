import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Major } from '../../core/src/index.ts';
import { freePort, PostgresServer } from '../../tools/postgres/postgres-server.ts';
import { fullProgramsOf, installedMajors } from '../../tools/postgres/programs.ts';
import { removeFolder, scratchFolder, siteIn, Watched } from '../support/backup-site.ts';
import { eventually } from '../support/eventually.ts';
import { ask, tasksIn } from '../support/run-task.ts';

/** A major whose programs are all here (those of npm lack most of them): 18, else 19, narrowed by PG_MAJORS. */
function fullMajor(): { readonly major: Major; readonly folder: string } | undefined {
  for (const major of installedMajors()) {
    const folder = major >= 17 ? fullProgramsOf(major) : undefined;
    if (folder !== undefined && existsSync(join(folder, 'pg_createsubscriber'))) return { major, folder };
  }
  return undefined;
}

const full = fullMajor();
const skip = full ? false : 'NO MAJOR WITH ALL PROGRAMS IS UNPACKED (node tools/postgres/unpack.ts)';
const scratch = scratchFolder();
const site = siteIn(scratch, full ? { [String(full.major)]: full.folder } : {});
const settings = `
wal_level = logical
wal_log_hints = on
summarize_wal = on
hot_standby = on
max_wal_senders = 10
unix_socket_directories = '${scratch}'
`;
let primary: PostgresServer;

before(async () => {
  if (full) primary = await PostgresServer.start(full.major, settings);
});
after(async () => {
  if (full) await primary.discard();
  removeFolder(scratch);
});

function filesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function isSegment(name: string): boolean {
  return /^[0-9A-F]{24}$/.test(name);
}

const { run, succeeds } = tasksIn(site);

const backup = { operation: 'basebackup', cluster: 'main', checkpoint: 'fast', sync: false };

test('incremental backups are taken, combined, verified and started', { skip }, async () => {
  const [sunday, monday, whole] = ['sunday', 'monday', 'whole'].map((name) => join(scratch, name));
  await primary.query('CREATE TABLE days (name text)');
  await succeeds({ ...backup, target: sunday }, primary.port);
  await primary.query("INSERT INTO days VALUES ('monday')");
  await succeeds({ ...backup, target: monday, incremental: join(sunday ?? '', 'backup_manifest') }, primary.port);
  await succeeds({ operation: 'combinebackup', backups: [sunday, monday], target: whole, sync: false });
  await succeeds({ operation: 'verifybackup', target: whole });

  const port = await freePort();
  await succeeds({ operation: 'start', target: whole, port });
  assert.deepEqual(await ask(port, 'SELECT name FROM days'), [{ name: 'monday' }]);
  await succeeds({ operation: 'stop', target: whole });
  const stopped = await run({ operation: 'stop', target: whole });
  assert.match(stopped.story, /No server runs in this data directory/);
});

test('a damaged backup, and a chain that cannot be combined, are told', { skip }, async () => {
  const target = join(scratch, 'damaged');
  await succeeds({ ...backup, target }, primary.port);
  appendFileSync(join(target, 'PG_VERSION'), ' ');
  const verified = await run({ operation: 'verifybackup', target });
  assert.equal(verified.outcome.ended, 'failed');
  assert.match(verified.story, /not what its manifest says/);

  const out = join(scratch, 'nothing');
  const combined = await run({ operation: 'combinebackup', backups: [target, target], target: out });
  assert.equal(combined.outcome.ended, 'failed', combined.story);
  assert.equal(existsSync(out), false);
});

test('WAL is received until the task is ended', { skip }, async () => {
  const target = join(scratch, 'archives', 'wal');
  const watched = new Watched();
  const receiving = run({ operation: 'receivewal', cluster: 'main', target }, primary.port, watched);
  for (let tries = 0; tries < 200 && !watched.lines.some((line) => /starting log streaming/.test(line)); tries++)
    await delay(50);
  await primary.query('CREATE TABLE received (id int)');
  await primary.query('SELECT pg_switch_wal()');
  for (let tries = 0; tries < 200 && !filesIn(target).some(isSegment); tries++) await delay(50);
  watched.cancel();
  const { outcome, story: told } = await receiving;
  assert.equal(outcome.ended, 'done', told);
  assert.ok(filesIn(target).some(isSegment), told);
});

test('a data directory that is none, and a target in use, are refused', { skip }, async () => {
  const none = await run({ operation: 'start', target: scratch });
  assert.match(none.story, /is no data directory/);
  const twice = await run({ operation: 'start', target: primary.data, logFile: join(scratch, 'twice.log') });
  assert.match(twice.story, /A server runs in this data directory already/);
});

test('a standby is made, tried as a subscriber, promoted, and the old primary rewound', { skip }, async () => {
  const target = join(scratch, 'standby');
  const port = await freePort();
  await succeeds({ ...backup, target, writeRecoveryConf: true, applicationName: 'standby1' }, primary.port);
  await succeeds({ operation: 'start', target, port });
  for (let tries = 0; tries < 200; tries++) {
    const rows = await primary.query("SELECT 1 FROM pg_stat_replication WHERE application_name = 'standby1'");
    if (rows.length > 0) break;
    await delay(50);
  }
  await succeeds({ operation: 'stop', target });

  const subscriber = { operation: 'createsubscriber', cluster: 'main', target, databases: ['postgres'], dryRun: true };
  const tried = await succeeds({ ...subscriber, socketDirectory: scratch }, primary.port);
  assert.ok(
    tried.lines.some((line) => /dry.run/i.test(line)),
    tried.lines.join('\n'),
  );

  await succeeds({ operation: 'start', target, port });
  const unsure = new Watched();
  let question = '';
  unsure.confirm = async (text) => {
    question = text;
    return false;
  };
  const left = await run({ operation: 'promote', target }, undefined, unsure);
  assert.equal(left.outcome.ended, 'cancelled', left.story);
  assert.match(question, new RegExp(`Somebody STILL ANSWERS at 127\\.0\\.0\\.1:${primary.port}`));
  writeFileSync(join(target, 'patroni.dynamic.json'), '{}');
  for (const operation of ['start', 'stop', 'promote'])
    assert.match((await run({ operation, target })).story, /Patroni manages .*patronictl/);
  rmSync(join(target, 'patroni.dynamic.json'));
  assert.equal((await ask(port, 'SELECT pg_is_in_recovery() AS is'))[0]?.['is'], true);
  await succeeds({ operation: 'promote', target });
  const again = await run({ operation: 'promote', target });
  assert.match(again.story, /is a primary already/);
  await ask(port, 'CREATE TABLE newer (id int)');
  await primary.query('CREATE TABLE lost (id int)');
  await succeeds({ operation: 'stop', target: primary.data });

  const declined = new Watched();
  declined.confirm = async () => false;
  const rewind = { operation: 'rewind', cluster: 'main', target: primary.data, writeRecoveryConf: true };
  const kept = await run(rewind, port, declined);
  assert.equal(kept.outcome.ended, 'cancelled', kept.story);
  const { lines } = await succeeds(rewind, port);
  assert.equal(lines.filter((line) => /Done!/.test(line)).length, 2, 'the dry run, then the run');
  assert.ok(existsSync(join(primary.data, 'standby.signal')));
  assert.match(readFileSync(join(primary.data, 'postgresql.auto.conf'), 'utf8'), new RegExp(`port=${port}`));
  await succeeds({ operation: 'stop', target });
});

test('a standby becomes a subscriber that gets what is written from then on', { skip }, async () => {
  const publisher = await PostgresServer.start(full?.major ?? 19, settings);
  try {
    const target = join(scratch, 'subscriber');
    const port = await freePort();
    await publisher.query('CREATE TABLE orders (id int PRIMARY KEY)');
    await publisher.query('INSERT INTO orders VALUES (1)');
    await succeeds({ ...backup, target, writeRecoveryConf: true }, publisher.port);
    const subscriber = { operation: 'createsubscriber', cluster: 'main', target, databases: ['postgres'] };
    const { lines } = await succeeds({ ...subscriber, socketDirectory: scratch }, publisher.port);
    assert.ok(
      lines.some((line) => /Done!/.test(line)),
      lines.join('\n'),
    );
    await publisher.query('INSERT INTO orders VALUES (2)');
    await succeeds({ operation: 'start', target, port });
    try {
      await eventually(async () => {
        const rows = await ask(port, 'SELECT id FROM orders ORDER BY id');
        return rows.map(({ id }) => id).join() === '1,2' || undefined;
      }, 20_000);
      assert.equal((await ask(port, 'SELECT pg_is_in_recovery() AS is'))[0]?.['is'], false);
    } finally {
      await succeeds({ operation: 'stop', target });
    }
  } finally {
    await publisher.discard();
  }
});

test('the cause is named where a server does not start', { skip }, async () => {
  const target = join(scratch, 'broken');
  const server = await PostgresServer.start(full?.major ?? 19);
  try {
    await succeeds({ ...backup, target }, server.port);
  } finally {
    await server.discard();
  }
  writeFileSync(join(target, 'postgresql.conf'), 'wal_level = sometimes\n');
  const { outcome, story: told } = await run({ operation: 'start', target });
  assert.equal(outcome.ended, 'failed', told);
  assert.match(told, /invalid value for parameter "wal_level"/);

  // What a server says once it collects its logs itself is in a file of its own.
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  const address = holder.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const conf = `listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nlogging_collector = on\n`;
  try {
    writeFileSync(join(target, 'postgresql.conf'), conf);
    const taken = await run({ operation: 'start', target, port });
    assert.match(taken.story, /Another process listens on the port/);
    writeFileSync(join(target, 'postgresql.conf'), `${conf}listen_addresses = '192.0.2.1'\n`);
    const nowhere = await run({ operation: 'start', target });
    assert.match(nowhere.story, /does not have an address of listen_addresses/);
  } finally {
    await new Promise((resolve) => holder.close(resolve));
  }
  rmSync(join(target, 'postgresql.conf'));
  const bare = await run({ operation: 'start', target });
  assert.match(bare.story, /its configuration is kept elsewhere/);
});
