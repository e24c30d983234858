import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { Observer } from '../../client/src/live/observe-server.ts';
import {
  createStandby,
  type StandbyProgress,
  type StandbySite,
  undoStandby,
} from '../../client/src/programs/create-standby.ts';
import { PostgresServer } from '../../tools/postgres/postgres-server.ts';
import { reached, removeFolder, scratchFolder, siteIn, Watched } from '../support/backup-site.ts';

const password = 'for-the-standby-only';

async function withPrimary(
  run: (
    primary: PostgresServer,
    progress: StandbyProgress,
    site: (kept: StandbyProgress[]) => Promise<StandbySite>,
  ) => Promise<void>,
) {
  const primary = await PostgresServer.start(15, "wal_level = replica\ncluster_name = 'first'\n");
  const scratch = scratchFolder();
  await primary.query(`ALTER ROLE postgres PASSWORD '${password}'`);
  const server = reached(primary, 'postgres', password);
  const session = await server.open('observe');
  const seen = await new Observer(server.parameters.key).look(session);
  await session.close();
  const port = primary.port === 65_000 ? 65_001 : 65_000;
  const plan = {
    cluster: 'test',
    upstream: server.parameters.key,
    folder: join(scratch, 'standby'),
    name: 'fresh',
    slot: 'fresh',
    port,
    keepsPassword: true,
    synchronous: false,
  };
  const site = async (kept: StandbyProgress[]): Promise<StandbySite> => ({
    site: siteIn(scratch),
    server,
    seen,
    hooks: new Watched(),
    keep: async (progress) => {
      kept.push(progress);
    },
  });
  try {
    await run(primary, { plan, done: [] }, site);
  } finally {
    await undoStandby({ plan, done: ['backup', 'configure'] }, await site([])).catch(() => undefined);
    await primary.discard();
    removeFolder(scratch);
  }
}

const streaming = "SELECT application_name || ' ' || state AS s FROM pg_stat_replication";
const slots = 'SELECT slot_name, active FROM pg_replication_slots';

suite('create standby', () => {
  test('it streams under its name with its slot, and holds no password but in its passfile', () =>
    withPrimary(async (primary, progress, site) => {
      const kept: StandbyProgress[] = [];
      const outcome = await createStandby(progress, await site(kept));
      assert.equal(outcome.ended, 'done', JSON.stringify(outcome));
      assert.deepEqual(await primary.query(streaming), [{ s: 'fresh streaming' }]);
      assert.deepEqual(await primary.query(slots), [{ slot_name: 'fresh', active: true }]);
      assert.deepEqual(kept.at(-1)?.done, ['backup', 'configure', 'start', 'stream']);
      const auto = readFileSync(join(progress.plan.folder, 'postgresql.auto.conf'), 'utf8');
      assert.match(auto, /application_name=fresh/);
      assert.doesNotMatch(auto + JSON.stringify(kept), new RegExp(password));
      assert.match(readFileSync(`${progress.plan.folder}.passfile`, 'utf8'), new RegExp(password));
    }));

  test('a flow that broke off goes on where it was, and can be undone without a trace', () =>
    withPrimary(async (primary, progress, site) => {
      const kept: StandbyProgress[] = [];
      const broken: StandbySite = {
        ...(await site(kept)),
        keep: async (now) => {
          kept.push(now);
          if (now.done.includes('configure')) throw new Error('the window is closed');
        },
      };
      await assert.rejects(createStandby(progress, broken), /the window is closed/);
      const half = kept.at(-1);
      assert.deepEqual(half?.done, ['backup', 'configure']);
      assert.ok(half);
      assert.equal((await createStandby(half, await site(kept))).ended, 'done');
      const whole = kept.at(-1);
      assert.ok(whole);
      await undoStandby(whole, await site([]));
      assert.deepEqual(await primary.query(slots), []);
      assert.deepEqual(await primary.query(streaming), []);
      assert.ok(!existsSync(whole.plan.folder) && !existsSync(`${whole.plan.folder}.passfile`));
    }));
});
