import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { Observer } from '../../client/src/live/observe-server.ts';
import {
  createStandby,
  type StandbyProgress,
  type StandbySite,
  standbySteps,
  undoStandby,
} from '../../client/src/programs/create-standby.ts';
import type { Outcome } from '../../client/src/programs/run-site.ts';
import { serverProcess } from '../../client/src/programs/server-process.ts';
import { addRecord, missingRecord, writableHba } from '../../client/src/programs/standby-hba.ts';
import type { Major } from '../../core/src/index.ts';
import { freePort, makeServerFolder, PostgresServer, writeServerFile } from '../../tools/postgres/postgres-server.ts';
import { fullProgramsOf, installedMajors } from '../../tools/postgres/programs.ts';
import { reached, removeFolder, scratchFolder, siteIn, Watched } from '../support/backup-site.ts';
import { eventually } from '../support/eventually.ts';
import { ask } from '../support/run-task.ts';
import { setHba } from '../support/sessions.ts';

const password = 'for-the-standby: "only" \\';

/** A primary of a major, and a standby that is to be made of it with all the programs of that major. */
class Site {
  readonly primary: PostgresServer;
  readonly scratch = scratchFolder();
  readonly kept: StandbyProgress[] = [];
  readonly start: StandbyProgress;
  readonly #user: string;

  private constructor(primary: PostgresServer, port: number, user: string) {
    this.primary = primary;
    this.#user = user;
    const folder = join(this.scratch, 'made', 'standby');
    const plan = { cluster: 'test', upstream: `127.0.0.1:${primary.port}`, folder, name: 'fresh', slot: 'fresh', port };
    this.start = { plan: { ...plan, keepsPassword: true, synchronous: false }, done: [] };
  }

  /** Runs a test; afterwards nothing is left. */
  static async with(major: Major, run: (site: Site) => Promise<void>, user = 'replicator'): Promise<void> {
    const primary = await PostgresServer.start(major, "wal_level = replica\ncluster_name = 'first'\n");
    const site = new Site(primary, await freePort(), user);
    try {
      const literal = `'${password.replaceAll("'", "''")}'`;
      await primary.query(`SET password_encryption = 'scram-sha-256';
        CREATE ROLE replicator LOGIN REPLICATION PASSWORD ${literal}; GRANT pg_monitor TO replicator;
        CREATE ROLE blind LOGIN REPLICATION PASSWORD ${literal}`);
      await setHba(primary, 'host all all 127.0.0.1/32 scram-sha-256\nhost replication all 127.0.0.1/32 scram-sha-256');
      await run(site);
    } finally {
      const last = site.kept.at(-1);
      const left = last && existsSync(last.plan.folder) ? site.undo(last) : undefined;
      await left?.catch(() => undefined);
      await primary.discard();
      removeFolder(site.scratch);
    }
  }

  /** What the flow works with; `fail` is asked after each step whether the window dies now. */
  async site(fail: (progress: StandbyProgress) => boolean = () => false): Promise<StandbySite> {
    const server = reached(this.primary, this.#user, password);
    const session = await reached(this.primary).open('observe');
    const seen = await new Observer(server.parameters.key).look(session);
    await session.close();
    const { major } = this.primary;
    return {
      site: siteIn(this.scratch, { [String(major)]: fullProgramsOf(major) ?? '' }),
      server,
      seen,
      hooks: new Watched(),
      keep: async (progress) => {
        this.kept.push(JSON.parse(JSON.stringify(progress)));
        if (fail(progress)) throw new Error('the window is closed');
      },
    };
  }

  async create(progress = this.start): Promise<Outcome> {
    return createStandby(progress, await this.site());
  }

  async undo(progress: StandbyProgress): Promise<readonly string[]> {
    return undoStandby(progress, await this.site());
  }

  get last(): StandbyProgress {
    const last = this.kept.at(-1);
    assert.ok(last);
    return last;
  }

  async streaming(): Promise<readonly object[]> {
    return this.primary.query('SELECT application_name, state FROM pg_stat_replication');
  }

  async slots(): Promise<readonly object[]> {
    return this.primary.query('SELECT slot_name, active FROM pg_replication_slots');
  }

  /** Neither a file, nor a folder, nor a slot, nor a server. */
  async assertNothingIsLeft(): Promise<void> {
    const { folder } = this.start.plan;
    assert.equal(await serverProcess(folder), undefined);
    assert.deepEqual(readdirSync(this.scratch), []);
    assert.deepEqual(await this.slots(), []);
    assert.deepEqual(await this.streaming(), []);
  }
}

function cause(outcome: Outcome): string {
  return outcome.ended === 'failed' ? outcome.cause : outcome.ended;
}

for (const major of [15, 18, 19] as const) {
  const there = installedMajors().includes(major) && fullProgramsOf(major) !== undefined;
  const skip = there ? false : `POSTGRESQL ${major} WITH ALL OF ITS PROGRAMS IS NOT HERE (tools/postgres/install.mjs)`;

  suite(`create standby on ${major}`, { skip }, () => {
    test('it streams under its name with its slot, and holds no password but in its passfile', () =>
      Site.with(major, async (site) => {
        const outcome = await site.create();
        assert.equal(outcome.ended, 'done', JSON.stringify(outcome));
        assert.deepEqual(await site.streaming(), [{ application_name: 'fresh', state: 'streaming' }]);
        assert.deepEqual(await site.slots(), [{ slot_name: 'fresh', active: true }]);
        assert.deepEqual(site.last.done, standbySteps);
        const { folder } = site.last.plan;
        const secret = /for-the-standby/;
        assert.match(readFileSync(`${folder}.passfile`, 'utf8'), secret);
        assert.doesNotMatch(JSON.stringify(site.kept), secret);
        const found = spawnSync('grep', ['-rlF', 'for-the-standby', site.scratch], { encoding: 'utf8' });
        assert.deepEqual(found.stdout.trim().split('\n'), [`${folder}.passfile`]);
        assert.deepEqual(await site.undo(site.last), []);
        await site.assertNothingIsLeft();
        assert.deepEqual(await site.undo(site.last), [], 'a second time it does nothing');
      }));

    for (const step of standbySteps)
      test(`a window that dies after "${step}": it goes on from there, and can be undone from there`, () =>
        Site.with(major, async (site) => {
          const dies = ({ done }: StandbyProgress) => done.at(-1) === step;
          const work = async () => createStandby(site.start, await site.site(dies));
          await assert.rejects(work(), /the window is closed/);
          const half = site.last;
          assert.equal(half.done.at(-1), step);
          assert.equal((await site.create(half)).ended, 'done');
          assert.deepEqual(await site.streaming(), [{ application_name: 'fresh', state: 'streaming' }]);
          // As far as that window knew; what came later is found and goes too.
          assert.deepEqual(await site.undo(half), []);
          await site.assertNothingIsLeft();
        }));
  });
}

suite('create standby of a server with a tablespace', () => {
  test('whose place is in use on this machine: it goes beside the folder, and an undo takes it away', () =>
    Site.with(15, async (site) => {
      const space = mkdtempSync(join(tmpdir(), 'pg-replication-space-'));
      makeServerFolder(space);
      try {
        await site.primary.query(`CREATE TABLESPACE apart LOCATION '${space}'`);
        await site.primary.query('CREATE TABLE far TABLESPACE apart AS SELECT 1 AS id');
        const outcome = await site.create();
        assert.equal(outcome.ended, 'done', JSON.stringify(outcome));
        const { plan, tablespaceMapping } = site.last;
        const place = `${plan.folder}.tablespace1`;
        assert.deepEqual(tablespaceMapping, { [space]: place });
        assert.ok(readdirSync(place).some((name) => name.startsWith('PG_15_')));
        assert.deepEqual(await ask(plan.port, 'SELECT id FROM far'), [{ id: 1 }]);
        assert.deepEqual(await site.undo(site.last), []);
        await site.assertNothingIsLeft();
      } finally {
        await site.primary.query('DROP TABLE far');
        await site.primary.query('DROP TABLESPACE apart');
        rmSync(space, { recursive: true, force: true });
      }
    }));
});

suite('create standby of a server that names its own places', () => {
  test('it starts in its own folder, with its own records', () =>
    Site.with(15, async (site) => {
      const { data } = site.primary;
      const conf = join(data, 'postgresql.conf');
      const own = `data_directory = '${data}'  # of this one\nhba_file = '${data}/pg_hba.conf'\n`;
      writeServerFile(conf, `${readFileSync(conf, 'utf8')}${own}`);
      const outcome = await site.create();
      assert.equal(outcome.ended, 'done', JSON.stringify(outcome));
      const { folder, port } = site.last.plan;
      const [places] = await ask(
        port,
        "SELECT current_setting('data_directory') AS d, current_setting('hba_file') AS h",
      );
      assert.deepEqual(places, { d: folder, h: `${folder}/pg_hba.conf` });
      assert.match(readFileSync(join(folder, 'postgresql.conf'), 'utf8'), /^#data_directory = '.*' {2}# of this one$/m);
      assert.ok(readFileSync(conf, 'utf8').endsWith(own), 'the primary keeps its file');
      assert.deepEqual(await site.undo(site.last), []);
      await site.assertNothingIsLeft();
    }));
});

suite('create standby after a window has died', () => {
  test('a window that dies in the middle of a step', () =>
    Site.with(15, async (site) => {
      const dies = async (at: number) => {
        const work = async () => createStandby(site.last, await site.site());
        const whole = await work();
        assert.equal(whole.ended, 'done', JSON.stringify(whole));
        // What was done is not known to have been done.
        site.kept.push({ ...site.last, done: standbySteps.slice(0, at) });
      };
      site.kept.push(site.start);
      await dies(2);
      await dies(2);
      assert.equal((await site.create(site.last)).ended, 'done', 'a server that runs already counts as started');
      assert.deepEqual(await site.undo({ ...site.last, done: [] }), []);
      await site.assertNothingIsLeft();
    }));

  test('a backup that was broken off is taken back, and then taken anew', () =>
    Site.with(15, async (site) => {
      const dies = ({ done, before }: StandbyProgress) => before !== undefined && done.length === 0;
      const work = async () => createStandby(site.start, await site.site(dies));
      await assert.rejects(work(), /the window is closed/);
      const { folder } = site.last.plan;
      mkdirSync(join(folder, 'pg_wal'), { recursive: true });
      await site.primary.query("SELECT pg_create_physical_replication_slot('fresh', true)");
      assert.match(cause(await site.create(site.last)), /is not empty/, 'it may be of somebody else by now');
      assert.deepEqual(readdirSync(folder), ['pg_wal']);
      assert.deepEqual(await site.undo(site.last), []);
      await site.assertNothingIsLeft();
      assert.equal((await site.create(site.start)).ended, 'done');
      await site.undo(site.last);
      await site.assertNothingIsLeft();
    }));

  test('what others put into its folder is not removed', () =>
    Site.with(15, async (site) => {
      const work = async () => createStandby(site.start, await site.site(() => true));
      await assert.rejects(work(), /the window is closed/);
      const { folder } = site.last.plan;
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'letter.txt'), 'dear');
      await assert.rejects(site.undo(site.last), /holds other files: it is left alone/);
      assert.match(cause(await site.create(site.last)), /is not empty/);
      assert.equal(readFileSync(join(folder, 'letter.txt'), 'utf8'), 'dear');
      removeFolder(folder);
    }));
});

suite('create standby where something is in the way', () => {
  test('it says what stands in the way, and makes nothing', () =>
    Site.with(15, async (site) => {
      const { plan } = site.start;
      const wanted = async (more: Partial<typeof plan>) =>
        cause(await site.create({ plan: { ...plan, ...more }, done: [] }));
      mkdirSync(join(site.scratch, 'full', 'of'), { recursive: true });
      writeFileSync(join(site.scratch, 'free.passfile'), 'mine');
      writeFileSync(join(site.scratch, 'quiet.log'), 'mine');
      await site.primary.query("SELECT pg_create_physical_replication_slot('taken')");
      assert.match(await wanted({ folder: join(site.scratch, 'full') }), /is not empty/);
      assert.match(await wanted({ folder: join(site.scratch, 'free') }), /free\.passfile is there already/);
      assert.match(await wanted({ folder: join(site.scratch, 'quiet') }), /quiet\.log is there already/);
      assert.match(await wanted({ port: site.primary.port }), /Somebody listens on port/);
      assert.match(await wanted({ slot: 'taken' }), /There is a slot taken already/);
      assert.deepEqual(site.kept, []);
      assert.deepEqual(readdirSync(site.scratch).sort(), ['free.passfile', 'full', 'quiet.log']);
      assert.deepEqual(await site.slots(), [{ slot_name: 'taken', active: false }]);
      await site.primary.query("SELECT pg_drop_replication_slot('taken')");
    }));

  test('without its password it does not stream, which is said, and undone', () =>
    Site.with(15, async (site) => {
      const dies = ({ done }: StandbyProgress) => done.at(-1) === 'start';
      const plan = { ...site.start.plan, keepsPassword: false };
      const work = async () => createStandby({ plan, done: [] }, await site.site(dies));
      await assert.rejects(work(), /the window is closed/);
      const all = await site.site();
      const hooks = new Watched();
      hooks.cancel();
      assert.equal((await createStandby(site.last, { ...all, hooks })).ended, 'cancelled');
      assert.deepEqual(await site.streaming(), []);
      assert.ok(!existsSync(`${plan.folder}.passfile`));
      assert.deepEqual(await site.undo(site.last), []);
      await site.assertNothingIsLeft();
    }));
});

suite('create standby with little trust', () => {
  test('a role that does not see what others do', () =>
    Site.with(
      15,
      async (site) => {
        assert.equal((await site.create()).ended, 'done');
        assert.deepEqual(await site.streaming(), [{ application_name: 'fresh', state: 'streaming' }]);
        await site.undo(site.last);
        await site.assertNothingIsLeft();
      },
      'blind',
    ));

  test('a record that is missing is offered, written where that is wished, and taken out again', () =>
    Site.with(15, async (site) => {
      const { primary } = site;
      await setHba(primary, 'host all all 127.0.0.1/32 scram-sha-256');
      const file = join(primary.data, 'pg_hba.conf');
      const text = readFileSync(file, 'utf8');
      const refused = await site.create();
      assert.match(cause(refused), /pg_hba\.conf lets nobody replicate as replicator from 127\.0\.0\.1/);
      const { seen, server } = await site.site();
      const record = missingRecord((await server.tryReplication()) ?? '', 'replicator', seen.settings);
      assert.equal(record, 'host  replication  "replicator"  127.0.0.1/32  scram-sha-256');
      assert.equal(await writableHba(seen.identity), file);
      assert.equal(await writableHba({ ...seen.identity, startedAt: new Date(0) }), undefined);
      const written = await addRecord(file, record, 'fresh');
      assert.equal(readFileSync(file, 'utf8'), text + written.text);
      primary.reload();
      await eventually(async () => (await server.tryReplication()) === undefined || undefined);
      const outcome = await site.create({ ...site.start, record: written });
      assert.equal(outcome.ended, 'done', JSON.stringify(outcome));
      assert.deepEqual(await site.undo(site.last), []);
      assert.equal(readFileSync(file, 'utf8'), text);
      const [note] = await site.undo(site.last);
      assert.match(note ?? '', /has changed: take it out by hand/);
      await site.assertNothingIsLeft();
    }));
});
