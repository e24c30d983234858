import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { suite, test } from 'node:test';
import { nodeParameters } from '../../client/src/connect/node-parameters.ts';
import { openSession } from '../../client/src/connect/open-session.ts';
import { hostWorld } from '../../client/src/connect/world.ts';
import { demoLoad, demoSetup } from '../../client/src/live/queries/demo.ts';
import {
  type DemoCluster,
  removeDemoCluster,
  startDemoCluster,
  startDemoStandbys,
} from '../../client/src/programs/demo-cluster.ts';
import { guardDemo } from '../../client/src/programs/demo-guard.ts';
import { ProgramFinder } from '../../client/src/programs/find-programs.ts';
import { demoProgramsVariable, findServerPrograms } from '../../client/src/programs/find-server-programs.ts';
import { hostProgramWorld } from '../../client/src/programs/program-world.ts';
import { unprivileged } from '../../client/src/programs/unprivileged.ts';
import { installedMajors, programsOf } from '../../tools/postgres/programs.ts';
import { eventually } from '../support/eventually.ts';

async function primarySession({ servers, password }: DemoCluster) {
  const conninfo = `host=127.0.0.1 port=${servers[0]?.port} user=postgres dbname=postgres sslmode=disable`;
  const [primary] = nodeParameters(conninfo, hostWorld());
  assert.ok(primary);
  return openSession(primary, { purpose: 'act', password });
}

const runAs = await unprivileged();

suite('demo cluster', () => {
  for (const major of installedMajors().filter((it) => [10, 12, 18].includes(it))) {
    test(`on ${major} both standbys stream, one synchronously, and nothing is left afterwards`, async () => {
      const bin = dirname(programsOf(major)?.postgres ?? '');
      const host = hostProgramWorld({});
      const world = { ...host, env: { ...host.env, [demoProgramsVariable]: bin }, ...(runAs && { runAs }) };
      const programs = await findServerPrograms(world, new ProgramFinder(world));
      assert.deepEqual(programs, { bin, major });
      const cluster = await startDemoCluster(world, programs);
      try {
        const session = await primarySession(cluster);
        for (const statement of demoSetup) await session.run(statement);
        await startDemoStandbys(world, programs, cluster);
        const state =
          "select string_agg(application_name || ' ' || sync_state, ', ' order by 1) as state from pg_stat_replication";
        const wanted = 'standby1 sync, standby2 async';
        await eventually(async () => {
          const [rows] = await session.run(state);
          return rows?.[0]?.['state'] === wanted ? wanted : undefined;
        }, 15_000);
        await session.run(demoLoad);
        await session.close();
        // As when the window dies: the pipe to the guard closes.
        guardDemo(cluster.folder).release();
        await eventually(() => (existsSync(cluster.folder) ? undefined : true), 15_000);
      } finally {
        await removeDemoCluster(cluster.folder);
      }
      assert.ok(!existsSync(cluster.folder));
      await assert.rejects(primarySession(cluster), { failure: 'unreachable' });
    });
  }
});
