import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { takeBaseBackup } from '../../client/src/programs/base-backup.ts';
import { PostgresServer } from '../../tools/postgres/postgres-server.ts';
import { backupOf, reached, removeFolder, scratchFolder, siteIn, story, Watched } from '../support/backup-site.ts';
import { StallingProxy } from '../support/stalling-proxy.ts';

function parentOf(pid: string): number | undefined {
  if (!/^\d+$/.test(pid)) return undefined;
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
}

const scratch = scratchFolder();
const site = siteIn(scratch);

after(() => removeFolder(scratch));

test('a server that is killed leaves no folder, and the cause is named', async () => {
  const server = await PostgresServer.start(15, 'wal_level = replica\n');
  try {
    const target = join(scratch, 'killed');
    const postmaster = Number(readFileSync(join(server.data, 'postmaster.pid'), 'utf8').split('\n')[0]);
    let isKilled = false;
    const watched = new Watched(({ done = 0 }) => {
      if (done === 0 || isKilled) return;
      isKilled = true;
      // The whole server, as when its machine dies.
      const [own] = [readdirSync('/proc').filter((pid) => parentOf(pid) === postmaster)];
      for (const pid of [postmaster, ...own.map(Number)]) process.kill(pid, 'SIGKILL');
    });
    const definition = backupOf(target, { maxRate: '1M', slot: 'gone', createSlot: true });
    const outcome = await takeBaseBackup(definition, reached(server), site, watched);
    assert.equal(outcome.ended, 'failed', story(outcome, watched));
    assert.match(story(outcome, watched), /broke the connection off/);
    assert.match(outcome.notes.join(), /slot gone may be left/);
    assert.equal(existsSync(target), false);
  } finally {
    await server.discard();
  }
});

test('a disk that fills up leaves no folder, and the cause is named', async (context) => {
  const disk = join(scratch, 'disk');
  mkdirSync(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m,mode=0777', 'tmpfs', disk]);
  if (mounted.status !== 0) {
    context.skip(`NO SMALL DISK TO FILL: mount says ${mounted.stderr || mounted.error}`);
    return;
  }
  const server = await PostgresServer.start(15, 'wal_level = replica\n');
  try {
    const target = join(disk, 'backup');
    const early = new Watched();
    const refused = await takeBaseBackup(backupOf(target), reached(server), site, early);
    assert.match(story(refused, early), /Make room/);
    // Compressed it might fit: this is found out on the way.
    const watched = new Watched();
    const definition = backupOf(target, { format: 'tar', compress: 'gzip:1', walMethod: 'stream' });
    const outcome = await takeBaseBackup(definition, reached(server), site, watched);
    assert.equal(outcome.ended, 'failed', story(outcome, watched));
    assert.match(story(outcome, watched), /disk of the target is full/);
    assert.equal(existsSync(target), false);
  } finally {
    await server.discard();
    spawnSync('umount', [disk]);
  }
});

test('a network that stalls does not hold a cancel up, and leaves no folder', async () => {
  const server = await PostgresServer.start(15, 'wal_level = replica\n');
  const proxy = await StallingProxy.start(server.port);
  try {
    const target = join(scratch, 'stalled');
    const watched = new Watched(({ done = 0 }, cancel) => {
      if (done === 0) return;
      proxy.stall();
      cancel();
    });
    const definition = backupOf(target, { maxRate: '1M', slot: 'stalled', createSlot: true });
    const outcome = await takeBaseBackup(definition, reached(proxy), site, watched);
    assert.equal(outcome.ended, 'cancelled', story(outcome, watched));
    assert.equal(existsSync(target), false);
    assert.match(outcome.notes.join(), /pg_drop_replication_slot/);
  } finally {
    await proxy.close();
    await server.discard();
  }
});

test('a network that stalls is told while it lasts, and the backup goes on when it passes again', async () => {
  const server = await PostgresServer.start(15, 'wal_level = replica\n');
  const proxy = await StallingProxy.start(server.port);
  try {
    const target = join(scratch, 'patient');
    let stalled = false;
    const watched: Watched = new Watched(({ done = 0, phase }) => {
      if (done > 0 && !stalled) {
        stalled = true;
        proxy.stall();
      }
      if (/^nothing received for/.test(phase)) proxy.pass();
    });
    const outcome = await takeBaseBackup(
      backupOf(target, { maxRate: '10M' }),
      reached(proxy),
      { ...site, patience: 2000 },
      watched,
    );
    assert.equal(outcome.ended, 'done', story(outcome, watched));
    const told = watched.lines.filter((line) => /^Nothing has been received for [23]/.test(line));
    assert.equal(told.length, 1, story(outcome, watched));
    assert.equal(watched.progress.at(-1)?.percent, 100);
  } finally {
    await proxy.close();
    await server.discard();
  }
});
