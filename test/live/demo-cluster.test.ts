import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import { nodeParameters } from '../../client/src/connect/node-parameters.ts';
import { openSession } from '../../client/src/connect/open-session.ts';
import { hostWorld } from '../../client/src/connect/world.ts';
import { demoLoad, demoSetup } from '../../client/src/live/queries/demo.ts';
import {
  type DemoCluster,
  makeDemoFolder,
  removeDemoCluster,
  type ServerPrograms,
  startDemoCluster,
  startDemoStandbys,
} from '../../client/src/programs/demo-cluster.ts';
import { ProgramFinder } from '../../client/src/programs/find-programs.ts';
import { demoProgramsVariable, findServerPrograms } from '../../client/src/programs/find-server-programs.ts';
import { hostProgramWorld, type ProgramWorld } from '../../client/src/programs/program-world.ts';
import { serverProcess } from '../../client/src/programs/server-process.ts';
import { unprivileged } from '../../client/src/programs/unprivileged.ts';
import { installedMajors, programsOf } from '../../tools/postgres/programs.ts';
import { eventually } from '../support/eventually.ts';
import { HostToKill } from '../support/host-to-kill.ts';

async function primarySession({ servers, password }: DemoCluster) {
  const conninfo = `host=127.0.0.1 port=${servers[0]?.port} user=postgres dbname=postgres sslmode=disable`;
  const [primary] = nodeParameters(conninfo, hostWorld());
  assert.ok(primary);
  return openSession(primary, { purpose: 'act', password });
}

const runAs = await unprivileged();

const host = hostProgramWorld({});

function worldWith(bin: string): ProgramWorld {
  return { ...host, env: { ...host.env, [demoProgramsVariable]: bin }, ...(runAs && { runAs }) };
}

/** The folders with a server's own programs: those of packages of npm, and Debian's. */
const folders = [
  ...installedMajors().map((major) => dirname(programsOf(major)?.postgres ?? '')),
  ...(existsSync('/usr/lib/postgresql/15/bin/initdb') ? ['/usr/lib/postgresql/15/bin'] : []),
].filter((folder) => /pg(?:10|11|12|18)\b|^\/usr/.test(folder));

async function serversIn({ servers }: DemoCluster): Promise<number> {
  const running = await Promise.all(servers.map(({ folder }) => serverProcess(folder)));
  return running.filter((pid) => pid !== undefined).length;
}

/** Starts all of it, as the extension does, and waits until both standbys stream. */
async function startWhole(world: ProgramWorld, programs: ServerPrograms, folder: string): Promise<DemoCluster> {
  const cluster = await startDemoCluster(world, programs, folder);
  const session = await primarySession(cluster);
  for (const statement of demoSetup) await session.run(statement);
  await startDemoStandbys(world, programs, cluster);
  const state =
    "select string_agg(application_name || ' ' || sync_state, ', ' order by 1) as state from pg_stat_replication";
  const wanted = 'standby1 sync, standby2 async';
  await eventually(async () => {
    const [rows] = await session.run(state);
    return rows?.[0]?.['state'] === wanted || undefined;
  }, 20_000);
  await session.run(demoLoad);
  await session.close();
  return cluster;
}

suite('demo cluster', () => {
  for (const bin of folders)
    test(`with ${bin} both standbys stream, one synchronously, and a stop leaves nothing`, async () => {
      const world = worldWith(bin);
      const programs = await findServerPrograms(world, new ProgramFinder(world));
      assert.equal(programs?.bin, bin);
      const folder = await makeDemoFolder(world);
      try {
        const cluster = await startWhole(world, programs, folder);
        assert.equal(await serversIn(cluster), 3);
        assert.equal(statSync(folder).mode & 0o777, 0o700);
        assert.equal(statSync(folder).uid, runAs?.uid ?? process.getuid?.());
        await removeDemoCluster(folder);
        assert.ok(!existsSync(folder));
        await assert.rejects(primarySession(cluster), { failure: 'unreachable' });
      } finally {
        await removeDemoCluster(folder);
      }
    });

  test('when its window is killed, its guard stops the servers and removes the folder', async () => {
    const [bin] = folders;
    assert.ok(bin);
    const world = worldWith(bin);
    const programs = await findServerPrograms(world, new ProgramFinder(world));
    assert.ok(programs);
    const folder = await makeDemoFolder(world);
    const window = await HostToKill.start('guard', { folder });
    try {
      const cluster = await startWhole(world, programs, folder);
      window.kill();
      await eventually(() => !existsSync(folder) || undefined, 20_000);
      assert.equal(await serversIn(cluster), 0);
      await assert.rejects(primarySession(cluster), { failure: 'unreachable' });
    } finally {
      window.kill();
      await removeDemoCluster(folder);
    }
  });

  test('a start that fails leaves nothing', async () => {
    const folder = await makeDemoFolder(host);
    await assert.rejects(startDemoCluster(host, { bin: '/nonexistent', major: 18 }, folder), /initdb failed/);
    assert.ok(!existsSync(folder));
  });

  test('a number in an old pid file that another process has by now is not stopped', async () => {
    const folder = await makeDemoFolder(host);
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    try {
      mkdirSync(join(folder, 'primary'));
      writeFileSync(join(folder, 'primary', 'postmaster.pid'), `${other.pid}\n${folder}/primary\n0\n5432\n`);
      assert.equal(await serverProcess(join(folder, 'primary')), undefined);
      await removeDemoCluster(folder);
      assert.ok(!existsSync(folder));
      assert.equal(other.signalCode, null);
      assert.ok(other.kill(0));
    } finally {
      other.kill();
      await removeDemoCluster(folder);
    }
  });

  test('where no programs are named, the newest server of this machine is taken', async () => {
    const scratch = await makeDemoFolder(host);
    const bare: ProgramWorld = { ...host, env: {}, listFolder: async () => [] };
    assert.equal(await findServerPrograms(bare, new ProgramFinder(bare)), undefined);
    const [first] = folders;
    assert.ok(first);
    // pg_ctl, postgres and initdb of a folder of the path.
    const onPath: ProgramWorld = { ...bare, env: { PATH: `${scratch}:${first}` } };
    assert.equal((await findServerPrograms(onPath, new ProgramFinder(onPath)))?.bin, first);
    await removeDemoCluster(scratch);
  });
});
