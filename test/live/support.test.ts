import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, suite, test } from 'node:test';
import { Client } from 'pg';
import { type Major, majors } from '../../core/src/index.ts';
import { PostgresServer } from '../../tools/postgres/postgres-server.ts';
import { installedMajors, skipMajor } from '../../tools/postgres/programs.ts';
import { eventually } from '../support/eventually.ts';
import { LiveCluster } from '../support/live-cluster.ts';
import { StallingProxy } from '../support/stalling-proxy.ts';

const states =
  "SELECT string_agg(application_name || ' ' || sync_state, ', ' ORDER BY application_name) AS states FROM pg_stat_replication";

async function rows(cluster: LiveCluster, name: 'primary' | 'sync'): Promise<number> {
  const [row] = await cluster.query<{ count: string }>(name, 'SELECT count(*) FROM load');
  return Number(row?.count);
}

/** A cluster that is gone when the test is over, and has left no folder. */
async function withCluster(major: Major, cascade: boolean, run: (cluster: LiveCluster) => Promise<void>) {
  const cluster = await LiveCluster.start(major, { cascade, password: 'it\'s "a:test\\' });
  try {
    await run(cluster);
  } finally {
    await cluster.discard();
  }
  for (const name of cluster.names) assert.ok(!existsSync(cluster.data(name)), name);
}

suite('clusters of the tests', () => {
  for (const major of majors)
    test(`a cluster of ${major} survives its primary, with every confirmed commit`, { skip: skipMajor(major) }, () =>
      withCluster(major, true, async (cluster) => {
        assert.deepEqual(await cluster.query('primary', states), [{ states: 'async async, sync sync' }]);
        const bare = new Client({ host: '127.0.0.1', port: cluster.port('sync'), user: 'postgres', password: 'wrong' });
        await assert.rejects(bare.connect(), /password authentication failed/);
        const load = await cluster.load();
        await eventually(() => load.inserted >= 20 || undefined, 20_000);
        await cluster.kill('primary');
        const confirmed = await load.stop();
        await cluster.promote('sync');
        const kept = await rows(cluster, 'sync');
        // The last one may have come through without its confirmation.
        assert.ok(kept === confirmed || kept === confirmed + 1, `${kept} of ${confirmed}`);
        await cluster.start('primary');
        await cluster.streams('primary', 'async');
        await cluster.restart('async');
        await cluster.streams('async', 'cascade');
      }),
    );
});

suite('the proxy of the tests', () => {
  let server: PostgresServer;
  let proxy: StallingProxy;

  before(async () => {
    const [major] = installedMajors();
    assert.ok(major);
    server = await PostgresServer.start(major);
    proxy = await StallingProxy.start(server.port);
  });
  after(async () => {
    await proxy.close();
    await server.discard();
  });

  async function connect(): Promise<Client> {
    const client = new Client({ host: '127.0.0.1', port: proxy.port, user: 'postgres' });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  test('what is held back comes through when it passes again', async () => {
    const client = await connect();
    proxy.stall();
    let isThere = false;
    const asked = client.query("SELECT repeat('x', 1000000) AS x").then(({ rows: [row] }) => {
      isThere = true;
      return row.x.length;
    });
    const late = connect();
    // The server could have answered somebody else many times.
    for (let times = 0; times < 20; times++) await server.query('SELECT 1');
    assert.equal(isThere, false);
    const busy = "SELECT FROM pg_stat_activity WHERE query LIKE '%repeat%' AND pid <> pg_backend_pid()";
    assert.equal((await server.query(busy)).length, 0);
    proxy.pass();
    assert.equal(await asked, 1_000_000);
    proxy.stallAfter(1000);
    const half = client.query("SELECT repeat('y', 1000000) AS y");
    const asksNow = "SELECT FROM pg_stat_activity WHERE query LIKE '%repeat(''y%' AND pid <> pg_backend_pid()";
    await eventually(async () => (await server.query(asksNow)).length === 1 || undefined);
    proxy.pass();
    assert.equal((await half).rows[0].y, 'y'.repeat(1_000_000));
    await (await late).end();
    await client.end();
    await eventually(() => proxy.open === 0 || undefined);
  });

  test('a cut breaks what is open and lets nobody in until it passes again', async () => {
    const client = await connect();
    proxy.cut();
    await assert.rejects(client.query('SELECT 1'));
    await assert.rejects(connect(), /ECONNRESET|terminated/);
    await eventually(() => proxy.open === 0 || undefined);
    proxy.pass();
    await (await connect()).end();
  });
});
